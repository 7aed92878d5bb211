import type { BigIntStats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stagingPrefix } from '../../../shared/run/outputs.ts';
import { isWorkFolderName } from '../sweep-work-folders.ts';
import { lockFileName, takeoverOf } from './output-lock.ts';

/**
 * What a run clears away before it starts, by identity and not by path: the same folder may be mounted at several places.
 * @param outputDir null where nothing is written
 * @param temporary the folder for temporary files, null where that is the output folder
 * @returns whether a file lies in what is cleared
 */
export async function sweptFolders(
  outputDir: string | null,
  temporary: string | null,
): Promise<(path: string) => Promise<boolean>> {
  const swept = new Set<string>();
  const takeover = takeoverOf(lockFileName);
  const places: [string | null, (name: string) => boolean][] = [
    [outputDir, (name) => name.startsWith(stagingPrefix) || name === takeover || isWorkFolderName(name)],
    [temporary, isWorkFolderName],
  ];
  for (const [place, isSwept] of places) {
    const names = place === null ? [] : await readdir(place).catch(() => []);
    for (const name of names.filter(isSwept)) await addAll(join(place ?? '', name), swept);
  }
  return async (path) => {
    if (swept.size === 0) return false;
    const status = await stat(path, { bigint: true }).catch(() => null);
    if (status && isAlone(status) && swept.has(identityOf(status))) return true;
    let folder = dirname(await realpath(path).catch(() => path));
    for (;;) {
      const above = await stat(folder, { bigint: true }).catch(() => null);
      if (above && swept.has(identityOf(above))) return true;
      if (dirname(folder) === folder) return false;
      folder = dirname(folder);
    }
  };
}

/** A folder and all in it: any part of it may be mounted elsewhere. */
async function addAll(path: string, swept: Set<string>): Promise<void> {
  const status = await lstat(path, { bigint: true }).catch(() => null);
  if (status === null) return;
  if (isAlone(status)) swept.add(identityOf(status));
  if (!status.isDirectory()) return;
  for (const name of await readdir(path).catch(() => [])) await addAll(join(path, name), swept);
}

/** Whether what goes under one name goes altogether: a file with a second name stays under that. */
function isAlone(status: BigIntStats): boolean {
  return status.isDirectory() || (status.isFile() && status.nlink === 1n);
}

function identityOf({ dev, ino }: BigIntStats): string {
  return `${dev} ${ino}`;
}
