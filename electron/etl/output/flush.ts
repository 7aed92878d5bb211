import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Forces a file, or a folder with all that is in it, to the disk. */
export async function flushAll(path: string): Promise<void> {
  if ((await stat(path)).isDirectory()) {
    for (const name of await readdir(path)) await flushAll(join(path, name));
  }
  await flush(path);
}

/** Forces a file, or the names in a folder, to the disk. Windows knows no flush of folders. */
export async function flush(path: string): Promise<void> {
  const isFolder = (await stat(path)).isDirectory();
  if (isFolder && process.platform === 'win32') return;
  const handle = await open(path, isFolder ? 'r' : 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
