import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Writes a file so that it is, at any moment, the old one or the new one. */
export function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  return replaceAtomically(path, async (staged) => {
    const file = await open(staged, 'wx');
    try {
      await file.writeFile(content);
    } finally {
      await file.close();
    }
  });
}

/**
 * Has a file written under another name beside the one it is to replace, and puts it in its place. Where that fails, the
 * old one stays and nothing of the new one is left.
 * @param write makes a file of the name that it is given
 */
export async function replaceAtomically(
  path: string,
  write: (staged: string) => Promise<void>,
): Promise<void> {
  // A name of its own length: that of the file may be as long as names can be.
  const staged = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    await write(staged);
    const file = await open(staged, 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(staged, path);
  } catch (error) {
    await rm(staged, { force: true });
    throw error;
  }
}
