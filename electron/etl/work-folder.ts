import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { guard } from './output/guard.ts';
import { makeFolders } from './output/make-folders.ts';

/**
 * Gives an action a folder of its own for temporary files, and removes it after, whatever came of the action.
 * @throws OutputError where the folder cannot be made, or its disk is full
 */
export async function withWorkFolder<T>(
  parent: string,
  action: (workFolder: string) => Promise<T>,
): Promise<T> {
  const workFolder = await guard(parent, async () => {
    await makeFolders(parent);
    return mkdtemp(join(parent, 'event-analytics-work-'));
  });
  try {
    return await guard(workFolder, () => action(workFolder));
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}
