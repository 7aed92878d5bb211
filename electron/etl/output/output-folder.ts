import { randomUUID } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { access, lstat, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EtlError, OutputError } from '../../../shared/errors.ts';
import { type Logger, silentLogger } from '../../../shared/run/logger.ts';
import { type OutputEntry, outputNames, stagingPrefix } from '../../../shared/run/outputs.ts';
import { sweepWorkFolders } from '../sweep-work-folders.ts';
import { commitStaged, settle, stagedFolder } from './commit.ts';
import { guard } from './guard.ts';
import { makeFolders, removeMade } from './make-folders.ts';
import { lockOutput } from './output-lock.ts';
import { removedMeanwhile } from './system-errors.ts';

const runEntries: readonly OutputEntry[] = Object.values(outputNames).map((name) => ({ name, kind: 'file' }));

/** An output folder that is locked for one run or export, with a staging folder inside: on the same volume, so renames are atomic. */
export type OutputFolder = {
  path: string;
  /** Where the outputs are written to. */
  staging: string;
  /** Where temporary files may go. */
  work: string;
  /**
   * Runs an action that writes here. Where it fails, and the folder or its lock was lost meanwhile, that is why.
   * @throws OutputLockedError, OutputError; any other error of the action as it is
   */
  whileHeld<T>(action: () => Promise<T>): Promise<T>;
  /**
   * Puts what is staged in place, all in one step, and removes what is not staged.
   * @param entries all that may be put in place or removed, the manifest last: the files of a run where not given
   */
  commit(entries?: readonly OutputEntry[]): Promise<void>;
  /** Removes the staging folder and gives the lock back. Never fails: what it cannot tidy up is warned of. Once. */
  close(): Promise<void>;
};

export type OutputFolderOptions = {
  /** Ends the wait for a lock. */
  signal?: AbortSignal;
  logger?: Logger;
};

/**
 * Prepares an output folder: made if missing, locked, a commit that was killed half-way is ended, leftovers of killed
 * runs are removed.
 * @throws OutputError where the folder is a file or cannot be written; OutputLockedError where another run writes to it.
 */
export async function openOutputFolder(
  path: string,
  runId: string,
  { signal, logger = silentLogger }: OutputFolderOptions = {},
): Promise<OutputFolder> {
  const warn = (error: unknown) =>
    logger.warn(`${path}: could not be tidied up; the next run here does it (${messageOf(error)}).`);
  return guard(path, async () => {
    const firstMade = await makeFolders(path);
    try {
      if (!(await stat(path)).isDirectory()) throw new OutputError(`${path}: this is a file, not a folder.`);
      await access(path, constants.W_OK);
      const lock = await lockOutput(path, runId, { logger, ...(signal && { signal }) });
      try {
        await recover(path);
        const work = await mkdtemp(join(path, stagingPrefix));
        const staging = stagedFolder(work);
        await mkdir(staging, { mode: 0o700 });
        const { verify } = lock;
        return {
          path,
          staging,
          work,
          whileHeld: (action) =>
            action().catch(async (error: unknown) => {
              if (mayBeOfLoss(error)) await assertStanding(path, work, verify, error);
              throw error;
            }),
          commit: (entries = runEntries) =>
            guard(path, () => commitStaged(path, work, entries, { verify, warn })),
          close: async () => {
            await endStaging(path, work).catch(warn);
            await lock.release().catch(warn);
            await removeMade(path, firstMade);
          },
        };
      } catch (error) {
        await lock.release().catch(warn);
        throw error;
      }
    } catch (error) {
      await removeMade(path, firstMade);
      throw error;
    }
  });
}

/** Whether an error is none that tells of the inputs, the data or the user. */
function mayBeOfLoss(error: unknown): boolean {
  return !(error instanceof EtlError) || ['INTERNAL', 'OUTPUT_FAILED'].includes(error.code);
}

async function assertStanding(path: string, work: string, verify: () => Promise<void>, cause: unknown) {
  if (!existsSync(path))
    throw new OutputError(
      `${path}: the folder was removed while this run wrote to it; start again, or choose another.`,
      { cause },
    );
  await verify();
  if (!existsSync(work)) throw removedMeanwhile(path, cause);
}

/**
 * Ends a commit that was killed half-way, and removes what was killed before. A folder that is in use, or cannot be
 * written to, stays as it is.
 */
export async function tidyOutputFolder(path: string): Promise<void> {
  const names = await readdir(path).catch(() => []);
  if (!names.some((name) => name.startsWith(stagingPrefix))) return;
  try {
    await (await openOutputFolder(path, randomUUID())).close();
  } catch (error) {
    if (!(error instanceof EtlError)) throw error;
  }
}

async function recover(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith(stagingPrefix)) await endStaging(folder, join(folder, name));
  }
  await sweepWorkFolders(folder);
}

async function endStaging(folder: string, staging: string): Promise<void> {
  // A link may have been put there by anyone: it goes, and where it leads to stays.
  if ((await lstat(staging).catch(() => null))?.isDirectory()) await settle(folder, staging);
  await rm(staging, { recursive: true, force: true });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
