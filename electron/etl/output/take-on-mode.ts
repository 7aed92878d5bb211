import { chmod, lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Gives a staged output the permissions of the one it is to replace; one that replaces none, or a
 * link, is its owner's alone: where a link leads is for whoever put it there.
 * @param path a file, or a folder with all that is in it
 */
export async function takeOnMode(path: string, replaced: string): Promise<void> {
  const status = await lstat(replaced).catch(() => null);
  await setMode(path, status === null || status.isSymbolicLink() ? 0o700 : status.mode & 0o777);
}

async function setMode(path: string, mode: number): Promise<void> {
  const isFolder = (await stat(path)).isDirectory();
  if (isFolder) for (const name of await readdir(path)) await setMode(join(path, name), mode);
  await chmod(path, isFolder ? mode : mode & 0o666).catch((error: unknown) => {
    // Our own file: what refuses this is a disk that knows no permissions.
    if (!(error instanceof Error && 'code' in error && ['EPERM', 'ENOTSUP'].includes(String(error.code))))
      throw error;
  });
}
