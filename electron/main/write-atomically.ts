import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** For the user alone: what the app writes holds what was in the logs. */
const ownFileMode = 0o600;
export const ownFolderMode = 0o700;

const stagedName = /^\.[0-9a-f-]{36}\.tmp$/;

/** Writes a file of the app's own so that it is, at any moment, the old one or the new one; nobody else may read it. */
export function writeOwn(path: string, content: string): Promise<void> {
  return replace(path, (staged) => create(staged, content), ownFileMode);
}

/** Writes a file of the user's in the same way. One that is there keeps its permissions, a new one is the user's alone. */
export function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  return replaceAtomically(path, (staged) => create(staged, content));
}

/**
 * Has a file written beside the one it is to replace, and puts it in its place, with the permissions of the one that was
 * there. Where that fails, the old one stays and nothing of the new one is left.
 * @param write makes a file of the name that it is given; who makes it elsewhere than here sees to it that it is the user's alone
 */
export async function replaceAtomically(
  path: string,
  write: (staged: string) => Promise<void>,
): Promise<void> {
  const mode = await stat(path).then(
    (old) => old.mode & 0o777,
    () => ownFileMode,
  );
  await replace(path, write, mode);
}

/** Removes what a killed write left in a folder of the app's own. At once: a write that begins later is no such one. */
export function removeStaged(folder: string): void {
  try {
    for (const name of readdirSync(folder))
      if (stagedName.test(name)) rmSync(join(folder, name), { force: true });
  } catch {
    // A folder that is not there yet; and what cannot be removed does no harm.
  }
}

async function replace(path: string, write: (staged: string) => Promise<void>, mode: number): Promise<void> {
  // A name of its own length: that of the file may be as long as names can be.
  const staged = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    await write(staged);
    const file = await open(staged, 'r+');
    try {
      await file.chmod(mode);
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

/** Nobody else may read it while it is written, either. */
function create(path: string, content: string | Uint8Array): Promise<void> {
  return writeFile(path, content, { flag: 'wx', mode: ownFileMode });
}
