import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { OutputLockedError } from '../../../shared/errors.ts';

export const lockFileName = '.event-analytics.lock';

const lockSchema = z.object({ pid: z.number().int().positive(), host: z.string(), run_id: z.string() });
type LockOwner = z.infer<typeof lockSchema>;

/**
 * Takes the lock of an output folder: one run at a time. A lock whose process is gone is taken over.
 * @returns a function that gives the lock back.
 * @throws OutputLockedError naming the process that holds it.
 */
export async function lockOutput(folder: string, runId: string): Promise<() => Promise<void>> {
  const path = join(folder, lockFileName);
  const own: LockOwner = { pid: process.pid, host: hostname(), run_id: runId };
  const draft = `${path}.${runId}`;
  await writeFile(draft, JSON.stringify(own));
  try {
    // A hard link appears whole or not at all: nobody ever reads a half-written lock.
    while (!(await tryLink(draft, path))) {
      const owner = await readOwner(path);
      if (owner && isAlive(owner)) {
        throw new OutputLockedError(
          `${folder}: a run with process id ${owner.pid} on ${owner.host} is writing here. Wait for it to end, or choose another folder. If no such run exists, delete ${path}.`,
        );
      }
      await removeStale(path, owner, `${draft}.stale`);
    }
  } finally {
    await rm(draft, { force: true });
  }
  return async () => {
    const owner = await readOwner(path);
    if (owner?.run_id === runId) await rm(path, { force: true });
  };
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function readOwner(path: string): Promise<LockOwner | null> {
  try {
    return lockSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    // Gone in the meantime, or no lock of ours: either way nobody holds it.
    return null;
  }
}

/** Two runs may find the same stale lock; the one that renames it away first must not lose its own fresh lock to the other. */
async function removeStale(path: string, stale: LockOwner | null, aside: string): Promise<void> {
  await rename(path, aside).catch(() => {});
  const taken = await readOwner(aside);
  if (taken && taken.run_id !== stale?.run_id) await tryLink(aside, path);
  await rm(aside, { force: true });
}

function isAlive({ pid, host }: LockOwner): boolean {
  // Of a process on another machine (a network folder) nothing can be known: it counts as running.
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
