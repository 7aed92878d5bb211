import { readFileSync } from 'node:fs';
import { link, mkdir, readdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { OutputLockedError } from '../../../shared/errors.ts';

export const lockFileName = '.event-analytics.lock';
const takeoverSuffix = '.takeover';
// Taking over is a matter of milliseconds: an older takeover was killed in the middle.
const takeoverMs = 10_000;

const lockSchema = z.object({ pid: z.number().int().positive(), host: z.string(), run_id: z.string() });
type LockOwner = z.infer<typeof lockSchema>;

/** The runs of this process that hold a lock: a lock with its id but of another run is an earlier process's. */
const heldHere = new Set<string>();

/**
 * Takes the lock of an output folder: one run at a time. A lock whose process is gone is taken over.
 * @returns a function that gives the lock back.
 * @throws OutputLockedError naming the process that holds it.
 */
export async function lockOutput(folder: string, runId: string): Promise<() => Promise<void>> {
  const path = join(folder, lockFileName);
  const own: LockOwner = { pid: process.pid, host: hostname(), run_id: runId };
  const draft = `${path}.${runId}`;
  heldHere.add(runId);
  try {
    await writeFile(draft, JSON.stringify(own));
    // A hard link appears whole or not at all: nobody ever reads a half-written lock.
    while (!(await tryLink(draft, path))) {
      const owner = await readOwner(path);
      if (owner && isAlive(owner)) {
        throw new OutputLockedError(
          `${folder}: a run with process id ${owner.pid} on ${owner.host} is writing here. Wait for it to end, or choose another folder. If no such run exists, delete ${path}.`,
        );
      }
      await removeStale(path);
    }
  } catch (error) {
    heldHere.delete(runId);
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return async () => {
    heldHere.delete(runId);
    const owner = await readOwner(path);
    if (owner?.run_id === runId) await rm(path, { force: true });
  };
}

/** Removes what runs that were killed while locking left behind. Call it with the lock held. */
export async function removeLockLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(`${lockFileName}.`) || name.endsWith(takeoverSuffix)) continue;
    const owner = await readOwner(join(folder, name));
    if (!owner || !isAlive(owner)) await rm(join(folder, name), { force: true });
  }
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Null where the file is no lock of ours, undefined where there is none (any more): either way nobody holds it. */
async function readOwner(path: string): Promise<LockOwner | null | undefined> {
  try {
    return lockSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    return isCode(error, 'ENOENT') ? undefined : null;
  }
}

/**
 * Two runs may find the same stale lock. Only the one that makes the takeover folder removes it, after a second look: else
 * the slower one would remove the lock that the faster one has just taken.
 */
async function removeStale(path: string): Promise<void> {
  const takeover = `${path}${takeoverSuffix}`;
  try {
    await mkdir(takeover);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    const since = await stat(takeover).catch(() => null);
    if (since && Date.now() - since.mtimeMs > takeoverMs) await rmdir(takeover).catch(() => {});
    await wait(20);
    return;
  }
  try {
    const owner = await readOwner(path);
    // One that is gone stays so: what stands there by the time it is removed would be the lock of a faster run.
    if (owner !== undefined && (owner === null || !isAlive(owner))) await rm(path, { force: true });
  } finally {
    await rmdir(takeover);
  }
}

function isAlive({ pid, host, run_id }: LockOwner): boolean {
  // Of a process on another machine (a network folder) nothing can be known: it counts as running.
  if (host !== hostname()) return true;
  // A container starts over with the same ids.
  if (pid === process.pid) return heldHere.has(run_id);
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/** A killed process that nobody has waited for yet still has an id, on Linux until its parent looks. */
function isZombie(pid: number): boolean {
  try {
    return /^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
