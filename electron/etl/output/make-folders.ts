import { mkdirSync, statSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
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
