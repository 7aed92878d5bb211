import { closeSync, constants, futimesSync, openSync, rmSync, writeSync } from 'node:fs';
import { lstat, mkdir, open, rm, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { CancelledError, OutputLockedError } from '../../../shared/errors.ts';
import { type Logger, silentLogger } from '../../../shared/run/logger.ts';
import { judgeProcess, ownIdentity, processIdentitySchema } from '../process-identity.ts';

export const lockFileName = '.event-analytics.lock';

/** How often a lock is renewed, and how long one that is not is watched. */
type LockTimes = {
  renewEveryMs: number;
  /** A few beats: a lock that was not renewed for so long, while we looked on, is nobody's. */
  watchMs: number;
  /** Taking over is a matter of milliseconds. */
  takeoverWatchMs: number;
};
const lockTimes: LockTimes = { renewEveryMs: 2000, watchMs: 8000, takeoverWatchMs: 2000 };
const lookEveryMs = 100;
const deadlineMs = 60_000;
const longestLock = 4096;
// Should something else have come in place of the file that was seen. Windows knows neither.
const readWithoutWait = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

const lockSchema = processIdentitySchema.extend({ run_id: z.string() });
type LockOwner = z.infer<typeof lockSchema>;

/** A lock file as it stands: `owner` is null where it says none, `mark` changes whenever it is written or renewed. */
type Look = { owner: LockOwner | null; content: string; mark: string };

export type LockOptions = {
  /** Ends the wait for a lock. */
  signal?: AbortSignal;
  /** Hears of a wait. */
  logger?: Logger;
  times?: LockTimes;
};

/** A lock that is held. */
export type OutputLock = {
  /** @throws OutputLockedError where the lock is no longer this run's */
  verify(): Promise<void>;
  /** Gives the lock back, unless another run has taken it over. */
  release(): Promise<void>;
};

/** The runs of this process that hold a lock. */
const heldHere = new Set<string>();

/**
 * Takes the lock of an output folder: one run at a time. The lock is one file that names its process, renewed while that
 * lives. It is taken over where that process is gone, at once if this can be seen from here, else once the lock was not
 * renewed for as long as we watched it, by our own clock: clocks of machines differ, and jump.
 * @throws OutputLockedError naming the process that holds it, CancelledError
 */
export async function lockOutput(
  folder: string,
  runId: string,
  { signal, logger = silentLogger, times = lockTimes }: LockOptions = {},
): Promise<OutputLock> {
  const path = join(folder, lockFileName);
  const startedMs = performance.now();
  let isWaitTold = false;
  const pause = async () => {
    if (performance.now() - startedMs > deadlineMs)
      throw new OutputLockedError(
        `${folder}: other runs are about to write here. Try again later, or choose another folder. If no run is under way, delete ${path} and ${takeoverOf(path)}.`,
      );
    await wait(lookEveryMs, undefined, signal && { signal }).catch(() => {
      throw new CancelledError();
    });
  };
  for (;;) {
    if (signal?.aborted) throw new CancelledError();
    const held = create(path, runId, times.renewEveryMs);
    if (held !== null) {
      // What a run that was killed in its takeover left. One that is in it now sees another lock there, and leaves it alone.
      await removeTakeover(path).catch(() => {});
      return held;
    }
    const seen = await look(path);
    if (seen === null) {
      await pause();
      continue;
    }
    const stale = await watch(path, seen, times.watchMs, pause, (owner) => {
      if (!isWaitTold)
        logger.info(`Waiting to see whether ${nameOf(owner)}, which locked ${folder}, still lives.`);
      isWaitTold = true;
    });
    if (stale !== null) await takeOver(path, stale, times.takeoverWatchMs, pause);
  }
}

/** Makes the lock file, if there is none, and keeps it fresh. */
function create(path: string, runId: string, renewEveryMs: number): OutputLock | null {
  const text = `${JSON.stringify({ ...ownIdentity(), run_id: runId } satisfies LockOwner)}\n`;
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    if (isCode(error, 'EEXIST')) return null;
    throw error;
  }
  try {
    writeSync(file, text);
  } catch (error) {
    closeSync(file);
    rmSync(path, { force: true });
    throw error;
  }
  heldHere.add(runId);
  const renewing = setInterval(() => renew(file, text), renewEveryMs).unref();
  const isOurs = async () => (await look(path))?.owner?.run_id === runId;
  return {
    verify: async () => {
      if (await isOurs()) return;
      throw new OutputLockedError(
        `${path}: another run took over, or somebody removed this lock; nothing was put in place. Run again once no other run writes here.`,
      );
    },
    release: async () => {
      clearInterval(renewing);
      heldHere.delete(runId);
      closeSync(file);
      if (await isOurs()) await unlink(path);
    },
  };
}

/** Renews the very file that was made: one that another run has put in its place stays as it is. */
function renew(file: number, text: string): void {
  try {
    const now = new Date();
    futimesSync(file, now, now);
  } catch {
    try {
      // Some disks let only their owner set times.
      writeSync(file, text, 0);
    } catch {
      // Gone with its disk: that is seen before the commit.
    }
  }
}

/**
 * The lock as it stands, opened anew: only then does a network folder ask its server. Null where there is none. What is no
 * regular file was not put there by a run and names no owner: it is not opened, which may block, nor followed.
 */
async function look(path: string): Promise<Look | null> {
  const status = await lstat(path).catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  });
  if (status === null) return null;
  // Another user's, or no file at all: its times can be seen all the same.
  const unread = { owner: null, content: '', mark: `${status.ino} ${status.mtimeMs}` };
  if (!status.isFile()) return unread;
  try {
    const file = await open(path, readWithoutWait);
    try {
      const { mtimeMs } = await file.stat();
      const { buffer, bytesRead } = await file.read(Buffer.alloc(longestLock), 0, longestLock, 0);
      const content = buffer.toString('utf8', 0, bytesRead);
      return { owner: readOwner(content), content, mark: `${mtimeMs} ${content}` };
    } finally {
      await file.close();
    }
  } catch (error) {
    return isCode(error, 'ENOENT') ? null : unread;
  }
}

function readOwner(content: string): LockOwner | null {
  try {
    return lockSchema.parse(JSON.parse(content));
  } catch {
    return null;
  }
}

/**
 * Waits until it is decided whether a lock is held.
 * @returns the lock that nobody holds; null where it is gone
 * @throws OutputLockedError where it is held
 */
async function watch(
  path: string,
  first: Look,
  watchMs: number,
  pause: () => Promise<void>,
  onWait: (owner: LockOwner | null) => void,
): Promise<Look | null> {
  let seen = first;
  let sinceMs = performance.now();
  for (;;) {
    const verdict = judge(seen.owner);
    if (verdict === 'alive') throw lockedBy(path, seen.owner);
    if (verdict === 'dead' || performance.now() - sinceMs > watchMs) return seen;
    onWait(seen.owner);
    await pause();
    const now = await look(path);
    if (now === null) return null;
    if (now.mark === seen.mark) continue;
    // Renewed: somebody is there. Another content may be that of another run, to be judged on its own.
    if (now.content === seen.content) throw lockedBy(path, now.owner);
    seen = now;
    sinceMs = performance.now();
  }
}

function judge(owner: LockOwner | null): ReturnType<typeof judgeProcess> {
  if (owner === null) return 'unknown';
  if (owner.pid !== process.pid) return judgeProcess(owner);
  if (heldHere.has(owner.run_id)) return 'alive';
  // Our own process without this run: another thread, or a lock that could not be removed.
  const verdict = judgeProcess(owner);
  return verdict === 'alive' ? 'unknown' : verdict;
}

/**
 * Removes a lock that nobody holds. Several runs may have found it: the one that makes the takeover folder removes it, after
 * a second look; else a slower one would remove the lock that a faster one has just taken.
 */
async function takeOver(
  path: string,
  stale: Look,
  watchMs: number,
  pause: () => Promise<void>,
): Promise<void> {
  while (!(await beginTakeover(path))) {
    await outlast(path, watchMs, pause);
    // Another run has removed it; else it is as stale as it was, and need not be watched again.
    if ((await look(path))?.mark !== stale.mark) return;
  }
  try {
    if ((await look(path))?.mark === stale.mark) await unlink(path);
  } finally {
    await removeTakeover(path);
  }
}

/** @returns whether it is ours to take over: no other run is about to */
async function beginTakeover(path: string): Promise<boolean> {
  try {
    await mkdir(takeoverOf(path), 0o700);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Waits for another run to end its takeover; one that does not was killed in the middle. */
async function outlast(path: string, watchMs: number, pause: () => Promise<void>): Promise<void> {
  const takeover = takeoverOf(path);
  const markOf = async () => (await lstat(takeover).catch(() => null))?.mtimeMs;
  const mark = await markOf();
  const sinceMs = performance.now();
  while (mark !== undefined && (await markOf()) === mark) {
    if (performance.now() - sinceMs > watchMs) return removeTakeover(path);
    await pause();
  }
}

function removeTakeover(path: string): Promise<void> {
  return rm(takeoverOf(path), { recursive: true, force: true });
}

/** The folder that is there while the lock at a path is taken over. */
export function takeoverOf(path: string): string {
  return `${path}.takeover`;
}

function lockedBy(path: string, owner: LockOwner | null): OutputLockedError {
  return new OutputLockedError(
    `${dirname(path)}: ${nameOf(owner)} is writing here. Wait for it to end, or choose another folder. If no such run exists, delete ${path}.`,
  );
}

function nameOf(owner: LockOwner | null): string {
  return owner === null ? 'another run' : `a run with process id ${owner.pid} on ${owner.host}`;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
