import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EtlConfig } from '../../../shared/config/schema.ts';
import { CancelledError, InternalError, OutputError } from '../../../shared/errors.ts';
import type { ExportForm, ExportOutput, ExportProgress, WrittenEntry } from '../../../shared/ipc/export.ts';
import { silentLogger } from '../../../shared/run/logger.ts';
import type { OutputEntry } from '../../../shared/run/outputs.ts';
import { outputsOfAnotherRun } from '../../../shared/run/outputs-of-another-run.ts';
import { Database } from '../duckdb/database.ts';
import { memoryRemedy } from '../memory-budget.ts';
import { runIdIn } from '../output/manifest-in.ts';
import { type OutputFolder, openOutputFolder } from '../output/output-folder.ts';
import { copyFile } from './copy-file.ts';
import { diskEntry } from './disk-entry.ts';
import { existingOutputs } from './existing-outputs.ts';
import { exportEntry, exportNames, isByDate, isCopy } from './export-entry.ts';
import { type RunOutput, readFinishedRun } from './finished-run.ts';
import { assertTarget } from './target-folder.ts';
import { explainWriteFailure } from './write-failure.ts';
import { writeTable } from './write-table.ts';

/** What an export is to do. */
export type ExportJob = {
  /** Names the export in the lock of the folder. */
  jobId: string;
  /** The app's store of runs, where nothing may be exported to, and the finished run in it. */
  runsFolder: string;
  runFolder: string;
  folder: string;
  outputs: readonly ExportOutput[];
  form: ExportForm;
  /** The names that may be replaced. */
  replace: readonly string[];
  resources: Pick<EtlConfig['resources'], 'memory_limit' | 'threads'>;
  signal: AbortSignal;
  onProgress: (progress: ExportProgress) => void;
};

type Piece = { source: RunOutput; entry: OutputEntry };

/**
 * Writes outputs of a finished run to a folder: first all of them into a staging folder in it, then into place together.
 * Until then what stood there stays whole, whatever happens.
 * @returns what was written
 * @throws InputError where the run is no longer whole, OutputError, OutputLockedError, CancelledError
 */
export async function runExport(job: ExportJob): Promise<WrittenEntry[]> {
  const { folder, form } = job;
  await assertTarget(folder, job.runsFolder);
  const run = await readFinishedRun(job.runFolder);
  const pieces = run
    .filter(({ output }) => job.outputs.includes(output))
    .map((source) => ({ source, entry: exportEntry(source.output, form) }));
  try {
    const entries = pieces.map(({ entry }) => entry);
    const target = await openOutputFolder(folder, job.jobId, { signal: job.signal });
    try {
      await target.whileHeld(async () => {
        await agreedEntries(job, entries);
        await stage(job, pieces, target);
        const agreed = await agreedEntries(job, entries);
        if (job.signal.aborted) throw new CancelledError('export');
        await target.commit(agreed);
      });
    } finally {
      await target.close();
    }
    return await Promise.all(entries.map(({ name }) => writtenEntry(folder, name)));
  } catch (error) {
    // Streams and the file system have errors of their own for what was aborted.
    if (job.signal.aborted) throw new CancelledError('export');
    throw await explainWriteFailure(folder, error);
  }
}

/**
 * What the export writes, and what of another run has to go with that, the manifest last.
 * @throws OutputError where something stands in the folder that nobody agreed to replace or remove
 */
async function agreedEntries(
  { folder, runFolder, replace }: ExportJob,
  entries: readonly OutputEntry[],
): Promise<OutputEntry[]> {
  const names = entries.map(({ name }) => name);
  const existing = await existingOutputs(folder);
  const isSameRun = (await runIdIn(folder)) === (await runIdIn(runFolder));
  const left = outputsOfAnotherRun(existing, names, isSameRun);
  const unasked = (name: string) => !replace.includes(name);
  const found = existing.find(({ name }) => names.includes(name) && unasked(name));
  if (found)
    throw new OutputError(
      `${join(folder, found.name)}: this came into being in the meantime; start again to replace it, or choose another folder.`,
    );
  const stays = left.map(({ name }) => name).filter(unasked);
  if (stays.length > 0)
    throw new OutputError(
      `${folder}: ${stays.join(', ')} would stand beside the manifest of another run; start again to remove what is there, or choose another folder.`,
    );
  return [...entries, ...left].sort((a, b) => exportNames.indexOf(a.name) - exportNames.indexOf(b.name));
}

/** Writes every piece into the staging folder. */
async function stage(
  job: ExportJob,
  pieces: readonly Piece[],
  { staging, work }: OutputFolder,
): Promise<void> {
  const total = pieces.reduce((sum, { source }) => sum + source.bytes, 0);
  let before = 0;
  const tell = (name: string | null, done: number | null) => job.onProgress({ name, done, total });
  await withDatabase(job, work, async (openDatabase) => {
    for (const { source, entry } of pieces) {
      const target = join(staging, entry.name);
      tell(entry.name, before);
      if (isCopy(source.output, job.form)) {
        let copied = before;
        await copyFile(source, target, job.signal, (bytes) => {
          copied += bytes;
          tell(entry.name, copied);
        });
      } else {
        const rows = await writeTable(await openDatabase(), {
          source: source.path,
          target,
          form: job.form,
          isByDate: isByDate(source.output, job.form),
          onShare: (share) => tell(entry.name, share === null ? null : before + share * source.bytes),
        });
        if (rows !== source.rows)
          throw new InternalError(`${entry.name}: ${rows} rows were written of ${source.rows}.`);
      }
      before += source.bytes;
    }
  });
  tell(null, null);
}

/** Gives an action a way to a database, opened where it is needed and closed, with what it spilt, in the end. */
async function withDatabase(
  { resources, signal }: ExportJob,
  work: string,
  action: (open: () => Promise<Database>) => Promise<void>,
): Promise<void> {
  const spillFolder = join(work, 'spill');
  const opened: Database[] = [];
  try {
    await action(async () => {
      const database =
        opened[0] ??
        (await Database.open({
          resources: { ...resources, temp_directory: null },
          timezone: 'UTC',
          spillFolder,
          memoryRemedy,
          logger: silentLogger,
          signal,
        }));
      opened[0] = database;
      return database;
    });
  } finally {
    for (const database of opened) await database.close();
    await rm(spillFolder, { recursive: true, force: true });
  }
}

async function writtenEntry(folder: string, name: string): Promise<WrittenEntry> {
  const entry = await diskEntry(folder, name);
  if (entry === null)
    throw new OutputError(`${join(folder, name)}: this was written, and is gone already; export it again.`);
  return { name, kind: entry.kind, bytes: entry.bytes, files: entry.files };
}
