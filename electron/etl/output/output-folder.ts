import { constants } from 'node:fs';
import {
  access,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { OutputError } from '../../../shared/errors.ts';
import { lockOutput } from './output-lock.ts';

/** The files of a run, in the order they are put in place; a run that quarantines nothing has no quarantine. */
export const outputNames = {
  events: 'events_cleaned.parquet',
  daily: 'daily_metrics.parquet',
  cohorts: 'retention_cohorts.parquet',
  quarantine: 'rejected_events.jsonl',
  report: 'quality_report.json',
  manifest: 'manifest.json',
} as const;

const stagingPrefix = '.event-analytics-staging-';
const journalName = 'commit.json';
const journalSchema = z.object({ rename: z.array(z.string()), remove: z.array(z.string()) });

/** An output folder that is locked for one run, with a staging folder inside: on the same volume, so renames are atomic. */
export type OutputFolder = {
  path: string;
  staging: string;
  /** Puts the outputs in the staging folder in place, the manifest last, and removes older ones that this run has none of. */
  commit(): Promise<void>;
  /** Removes the staging folder and gives the lock back. Safe to call at any time, once. */
  close(): Promise<void>;
};

/**
 * Prepares an output folder: made if missing, locked, a commit that was killed half-way is finished, leftovers of killed
 * runs are removed.
 * @throws OutputError where the folder is a file or cannot be written; OutputLockedError where another run writes to it.
 */
export async function openOutputFolder(path: string, runId: string): Promise<OutputFolder> {
  return guard(path, async () => {
    const made = await mkdir(path, { recursive: true });
    if (!(await stat(path)).isDirectory()) throw new OutputError(`${path}: this is a file, not a folder.`);
    await access(path, constants.W_OK);
    const unlock = await lockOutput(path, runId);
    try {
      await recover(path);
      const staging = await mkdtemp(join(path, stagingPrefix));
      return {
        path,
        staging,
        commit: () => guard(path, () => commit(path, staging)),
        close: async () => {
          await rm(staging, { recursive: true, force: true });
          await unlock();
          // A folder made for a run that then failed should not stay behind; one that holds something does.
          if (made !== undefined) await rmdir(path).catch(() => {});
        },
      };
    } catch (error) {
      await unlock();
      throw error;
    }
  });
}

async function commit(folder: string, staging: string): Promise<void> {
  const staged = await readdir(staging);
  const inOrder = Object.values(outputNames).filter((name) => staged.includes(name));
  const stale = Object.values(outputNames).filter((name) => !staged.includes(name));
  for (const name of inOrder) await flush(join(staging, name));
  // From the moment the journal stands, the new outputs are decided: a run that is killed between two renames is
  // finished by the next one, never left half old, half new.
  const journal = join(staging, journalName);
  await writeFile(`${journal}.tmp`, JSON.stringify({ rename: inOrder, remove: stale }));
  await flush(`${journal}.tmp`);
  await rename(`${journal}.tmp`, journal);
  await flush(staging);
  await replay(folder, staging);
}

async function replay(folder: string, staging: string): Promise<void> {
  const journal = journalSchema.parse(JSON.parse(await readFile(join(staging, journalName), 'utf8')));
  for (const name of journal.remove) await rm(join(folder, name), { force: true });
  for (const name of journal.rename) {
    await rename(join(staging, name), join(folder, name)).catch((error: unknown) => {
      // Already in place: an earlier attempt was cut short after this rename.
      if (!isCode(error, 'ENOENT')) throw error;
    });
  }
  await flush(folder);
}

async function recover(folder: string): Promise<void> {
  const leftovers = (await readdir(folder)).filter((name) => name.startsWith(stagingPrefix));
  for (const name of leftovers) {
    const staging = join(folder, name);
    if ((await readdir(staging)).includes(journalName)) await replay(folder, staging);
    await rm(staging, { recursive: true, force: true });
  }
}

/** Forces a file or folder to the disk. Windows knows no flush of folders. */
async function flush(path: string): Promise<void> {
  const isFolder = (await stat(path)).isDirectory();
  if (isFolder && process.platform === 'win32') return;
  const handle = await open(path, isFolder ? 'r' : 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const reasons: Record<string, string> = {
  EEXIST: 'this is a file, not a folder; name a folder for the results',
  ENOTDIR: 'a part of this path is a file; name a folder for the results',
  EACCES: 'the folder cannot be written to; check its permissions or choose another',
  EPERM: 'the folder cannot be written to; check its permissions or choose another',
  EROFS: 'the folder is on a read-only disk; choose another',
  ENOSPC: 'the disk is full; free some space or choose a folder on another disk',
};

/** Turns the operating system's errors about the output folder into a sentence. */
export async function guard<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const reason = Object.entries(reasons).find(([code]) => isCode(error, code))?.[1];
    if (reason === undefined) throw error;
    throw new OutputError(`${path}: ${reason}.`, { cause: error });
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
