import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import { OutputError } from '../../../shared/errors.ts';

/**
 * Checks that a folder can be exported to. It has to exist: a disk that was taken out must not come back as a folder.
 * @throws OutputError where there is no such folder, or it lies in the app's own store of runs
 */
export async function assertTarget(folder: string, runsFolder: string): Promise<void> {
  const status = await stat(folder).catch(() => null);
  if (status === null) throw new OutputError(`${folder}: there is no such folder any more; choose another.`);
  if (!status.isDirectory())
    throw new OutputError(`${folder}: this is a file, not a folder; choose another.`);
  if (await isInside(folder, runsFolder))
    throw new OutputError(`${folder}: the app keeps its runs here; choose a folder of your own.`);
}

/** Whether a path leads to a folder or into it, links followed. */
async function isInside(path: string, folder: string): Promise<boolean> {
  const store = await realpath(folder).catch(() => null);
  if (store === null) return false;
  const way = relative(store, await realpath(path));
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
