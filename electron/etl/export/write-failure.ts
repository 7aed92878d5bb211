import { stat } from 'node:fs/promises';
import { EtlError, OutputError } from '../../../shared/errors.ts';
import { explainSystemError } from '../output/system-errors.ts';

/**
 * What went wrong with writing to a folder, as a sentence with the place and the remedy. An error that says so already
 * stays as it is.
 */
export async function explainWriteFailure(folder: string, error: unknown): Promise<unknown> {
  if (error instanceof EtlError && ['CANCELLED', 'OUTPUT_LOCKED', 'INVALID_INPUT'].includes(error.code))
    return error;
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  );
  if (!isThere)
    return new OutputError(`${folder}: the folder is gone; bring it back, or choose another.`, {
      cause: error,
    });
  return explainSystemError(folder, error) ?? error;
}
