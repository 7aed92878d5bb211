import { mkdirSync, statSync } from 'node:fs';
import { mkdir, rmdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those above it, one by one: `mkdir` with `recursive` never returns where the file system denies that
 * a folder exists which it has just refused to make. They are their owner's alone.
 * @returns the first folder made; undefined where all stood before
 * @throws the error of the operating system
 */
export async function makeFolders(path: string): Promise<string | undefined> {
  const missing: string[] = [];
  let folder = resolve(path);
  while ((await stat(folder).catch(() => null)) === null && dirname(folder) !== folder) {
    missing.unshift(folder);
    folder = dirname(folder);
  }
  for (const step of missing) {
    await mkdir(step, { mode: 0o700 }).catch((error: unknown) => {
      // Another run may have made it in the meantime.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    });
  }
  return missing[0];
}

/**
 * Removes folders that `makeFolders` made; one that holds something stays, and all above it.
 * @param firstMade what it returned
 */
export async function removeMade(path: string, firstMade: string | undefined): Promise<void> {
  if (firstMade === undefined) return;
  for (let folder = resolve(path); folder.startsWith(resolve(firstMade)); folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch {
      return;
    }
  }
}

/** As `makeFolders`, for what is written while the process may end at any time. */
export function makeFoldersSync(path: string): void {
  const folder = resolve(path);
  const isThere = statSync(folder, { throwIfNoEntry: false }) !== undefined;
  if (isThere) return;
  if (dirname(folder) !== folder) makeFoldersSync(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
