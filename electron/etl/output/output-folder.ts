import { randomUUID } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import {
  access,
  lstat,
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
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { EtlError, OutputError } from '../../../shared/errors.ts';
import { guard } from './guard.ts';
import { makeFolders } from './make-folders.ts';
import { lockOutput, removeLockLeftovers } from './output-lock.ts';

/** The files of a run, in the order they are put in place; a run that quarantines nothing has no quarantine. */
export const outputNames = {
  events: 'events_cleaned.parquet',
  daily: 'daily_metrics.parquet',
  cohorts: 'retention_cohorts.parquet',
  quarantine: 'rejected_events.jsonl',
  report: 'quality_report.json',
  manifest: 'manifest.json',
} as const;

/** What is put in place as a whole: a file, or a folder with all that is in it. */
export type OutputEntry = { name: string; kind: 'file' | 'folder' };

const runEntries: readonly OutputEntry[] = Object.values(outputNames).map((name) => ({ name, kind: 'file' }));

const stagingPrefix = '.event-analytics-staging-';
const journalName = 'commit.json';
// A journal is a file that anyone may have put there: it names entries of its folder, and nothing beyond.
const entryName = z.string().refine((name) => name === basename(name) && !['', '.', '..'].includes(name));
const journalSchema = z.object({ rename: z.array(entryName), remove: z.array(entryName) });

/** An output folder that is locked for one run or export, with a staging folder inside: on the same volume, so renames are atomic. */
export type OutputFolder = {
  path: string;
  staging: string;
  /** Puts the entries in the staging folder in place, in their order, and removes older ones that are not staged. */
  commit(): Promise<void>;
  /** Removes the staging folder and gives the lock back. Safe to call at any time, once. */
  close(): Promise<void>;
};

/**
 * Prepares an output folder: made if missing, locked, a commit that was killed half-way is finished, leftovers of killed
 * runs are removed.
 * @param entries all that may be put in place, the manifest last; nothing else in the folder is touched
 * @throws OutputError where the folder is a file or cannot be written; OutputLockedError where another run writes to it.
 */
export async function openOutputFolder(
  path: string,
  runId: string,
  entries: readonly OutputEntry[] = runEntries,
): Promise<OutputFolder> {
  return guard(path, async () => {
    const firstMade = await makeFolders(path);
    try {
      if (!(await stat(path)).isDirectory()) throw new OutputError(`${path}: this is a file, not a folder.`);
      await access(path, constants.W_OK);
      const unlock = await lockOutput(path, runId);
      try {
        await recover(path);
        const staging = await mkdtemp(join(path, stagingPrefix));
        return {
          path,
          staging,
          commit: () => guard(path, () => commit(path, staging, entries)),
          close: async () => {
            // A commit that failed half-way stays for the next run to finish, like one that was killed.
            if (!existsSync(join(staging, journalName))) await rm(staging, { recursive: true, force: true });
            await unlock();
            await removeIfEmpty(path, firstMade);
          },
        };
      } catch (error) {
        await unlock();
        throw error;
      }
    } catch (error) {
      await removeIfEmpty(path, firstMade);
      throw error;
    }
  });
}

/** Removes the folders made for a run that then failed; one that holds something stays, and all above it. */
async function removeIfEmpty(path: string, firstMade: string | undefined): Promise<void> {
  if (firstMade === undefined) return;
  for (let folder = resolve(path); folder.startsWith(resolve(firstMade)); folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch {
      return;
    }
  }
}

/**
 * Finishes a commit that was killed half-way, and removes what was killed before. A folder that is in use, or cannot be
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

async function commit(folder: string, staging: string, entries: readonly OutputEntry[]): Promise<void> {
  const staged = await readdir(staging);
  const names = entries.map(({ name }) => name);
  const inOrder = names.filter((name) => staged.includes(name));
  const stale = names.filter((name) => !staged.includes(name));
  for (const { name, kind } of entries) await assertReplaceable(join(folder, name), kind);
  for (const name of inOrder) await flushAll(join(staging, name));
  // From the moment the journal stands, the new outputs are decided: a run that is killed between two renames is
  // finished by the next one, never left half old, half new. The old manifest goes first, so that at no time does one
  // stand beside tables that are not its own.
  const journal = join(staging, journalName);
  const manifest = names.filter((name) => name === outputNames.manifest);
  await writeFile(`${journal}.tmp`, JSON.stringify({ remove: [...manifest, ...stale], rename: inOrder }));
  await flush(`${journal}.tmp`);
  await rename(`${journal}.tmp`, journal);
  await flush(staging);
  await replay(folder, staging);
  await rm(journal);
}

async function assertReplaceable(path: string, kind: OutputEntry['kind']): Promise<void> {
  const status = await stat(path).catch(() => null);
  if (status === null || (kind === 'file' ? status.isFile() : status.isDirectory())) return;
  throw new OutputError(
    kind === 'file'
      ? `${path}: a folder stands where this output goes; remove it or choose another folder.`
      : `${path}: a file stands where this folder goes; remove it or choose another folder.`,
  );
}

async function replay(folder: string, staging: string): Promise<void> {
  const journal = await readJournal(join(staging, journalName));
  const staged = await readdir(staging);
  for (const name of journal.remove) {
    // Unless it is the new one, in place already: an earlier attempt was cut short after its rename.
    const isReplaced = journal.rename.includes(name) && !staged.includes(name);
    if (!isReplaced) await rm(join(folder, name), { force: true });
  }
  for (const name of journal.rename) {
    if (staged.includes(name)) await putInPlace(name, staging, folder);
  }
  await flush(folder);
}

/** @throws OutputError where it is none that a run or export wrote */
async function readJournal(path: string): Promise<z.infer<typeof journalSchema>> {
  const text = await readFile(path, 'utf8');
  try {
    return journalSchema.parse(JSON.parse(text));
  } catch (cause) {
    const message = `${path}: this says nothing that a run writes; remove ${dirname(path)}, or choose another folder.`;
    throw new OutputError(message, { cause });
  }
}

/** A file replaces a file in one step. A folder cannot: the old one is moved into the staging folder, to go with it. */
async function putInPlace(name: string, staging: string, folder: string): Promise<void> {
  const [from, to] = [join(staging, name), join(folder, name)];
  const isThere = (await lstat(to).catch(() => null)) !== null;
  if (isThere && (await stat(from)).isDirectory())
    await rename(to, join(await mkdtemp(join(staging, 'replaced-')), name));
  await rename(from, to);
}

async function recover(folder: string): Promise<void> {
  await removeLockLeftovers(folder);
  const leftovers = (await readdir(folder)).filter((name) => name.startsWith(stagingPrefix));
  for (const name of leftovers) {
    const staging = join(folder, name);
    if ((await readdir(staging)).includes(journalName)) await replay(folder, staging);
    await rm(staging, { recursive: true, force: true });
  }
}

/** Forces a file, or a folder with all that is in it, to the disk. */
async function flushAll(path: string): Promise<void> {
  if ((await stat(path)).isDirectory()) {
    for (const name of await readdir(path)) await flushAll(join(path, name));
  }
  await flush(path);
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
