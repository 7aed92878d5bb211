import { randomUUID } from 'node:crypto';
import { rmdir } from 'node:fs/promises';
import { EtlError, OutputLockedError } from '../../../shared/errors.ts';
import { openOutputFolder } from '../output/output-folder.ts';

/**
 * Ends what a killed run has left half-done in its folder: its commit, or else its temporary files, and the folder where
 * nothing is left in it. Whatever else lies in there stays.
 * @returns whether a run is writing there now; the folder is then left as it is
 */
export async function tidyRun(folder: string): Promise<{ isInUse: boolean }> {
  try {
    await (await openOutputFolder(folder, randomUUID())).close();
  } catch (error) {
    // What cannot be tidied up does no harm: it shows nowhere.
    if (!(error instanceof EtlError)) throw error;
    return { isInUse: error instanceof OutputLockedError };
  }
  await rmdir(folder).catch(() => {});
  return { isInUse: false };
}
