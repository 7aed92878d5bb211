import { stat } from 'node:fs/promises';
import { EtlError, OutputError } from '../../../shared/errors.ts';

const full = 'the disk is full; free some space or choose a folder on another disk';

// DuckDB calls it out of memory where it cannot spill: more memory would be no remedy.
const tooMuchSpilt = /max_temp_directory_size/i;

// What DuckDB writes of the operating system's errors, and what it means for the folder.
const reasons: readonly [RegExp, string][] = [
  [/no space left|disk full|max_temp_directory_size/i, full],
  [/no such file or directory/i, 'what was being written was removed; start again, or choose another folder'],
  [/read-only file system/i, 'the folder is on a read-only disk; choose another'],
  [
    /permission denied|operation not permitted/i,
    'the folder cannot be written to; check its permissions or choose another',
  ],
];

/**
 * What went wrong with writing to a folder, as a sentence with the place and the remedy. An error that says so already
 * stays as it is.
 * @param spillFolder where DuckDB spills, if that is not in the folder: its disk may be the full one
 */
export async function explainWriteFailure(
  folder: string,
  error: unknown,
  spillFolder?: string,
): Promise<unknown> {
  if (error instanceof EtlError && ['CANCELLED', 'OUTPUT_LOCKED', 'INVALID_INPUT'].includes(error.code))
    return error;
  const cause = error;
  if (
    !(await stat(folder).then(
      () => true,
      () => false,
    ))
  )
    return new OutputError(`${folder}: the folder is gone; bring it back, or choose another.`, { cause });
  const text = textOf(error);
  if (/^Out of Memory Error/im.test(text) && !tooMuchSpilt.test(text))
    return new OutputError(
      `${folder}: the export needs more memory than it may use; raise the memory limit in Settings, or lower the threads.`,
      { cause },
    );
  const reason = reasons.find(([pattern]) => pattern.test(text))?.[1];
  const isSpill = spillFolder !== undefined && (text.includes(spillFolder) || tooMuchSpilt.test(text));
  return reason === undefined
    ? error
    : new OutputError(`${isSpill ? spillFolder : folder}: ${reason}.`, { cause });
}

/** The messages of an error and of what caused it, a line each. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}\n${textOf(error.cause)}`;
}
