import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** For the user alone: what the app writes holds what was in the logs. */
const ownFileMode = 0o600;
export const ownFolderMode = 0o700;

// Which file of which machine, and the process that writes it; earlier versions named neither.
const stagedName = /^\.(?:([0-9a-f]{12})-(\d+)-)?[0-9a-f-]{36}\.tmp$/;

/** Writes a file of the app's own so that it is, at any moment, the old one or the new one; nobody else may read it. */
export function writeOwn(path: string, content: string): Promise<void> {
  return replace(path, content, ownFileMode);
}

/**
 * Writes a file of the user's in the same way. One that is there keeps its permissions, a new one is the user's alone.
 * Where that fails, the old one stays and nothing of the new one is left.
 */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const mode = await stat(path).then(
    (old) => old.mode & 0o777,
    () => ownFileMode,
  );
  await replace(path, content, mode);
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

async function replace(path: string, content: string | Uint8Array, mode: number): Promise<void> {
  await sweep(path);
  // A name of its own length: that of the file may be as long as names can be.
  const staged = join(dirname(path), `.${keyOf(path)}-${process.pid}-${randomUUID()}.tmp`);
  try {
    // Nobody else may read it while it is written, either.
    await writeFile(staged, content, { flag: 'wx', mode: ownFileMode });
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

/** Removes what killed processes left as they wrote this very file. */
async function sweep(path: string): Promise<void> {
  const folder = dirname(path);
  for (const name of await readdir(folder).catch(() => [])) {
    const [, key, pid] = stagedName.exec(name) ?? [];
    if (key === keyOf(path) && !isTaken(Number(pid)))
      await rm(join(folder, name), { force: true }).catch(() => {});
  }
}

function keyOf(path: string): string {
  return createHash('sha256')
    .update(`${hostname()} ${basename(path)}`)
    .digest('hex')
    .slice(0, 12);
}

function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
