import { mkdtemp, rm, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EtlConfig } from '../../../shared/config/schema.ts';
import type { ExportForm, ExportPlan } from '../../../shared/ipc/export.ts';
import { silentLogger } from '../../../shared/run/logger.ts';
import { Database } from '../duckdb/database.ts';
import { tidyOutputFolder } from '../output/output-folder.ts';
import { diskEntry } from './disk-entry.ts';
import { exportEntry, isCopy } from './export-entry.ts';
import { type RunOutput, readFinishedRun } from './finished-run.ts';
import { assertTarget } from './target-folder.ts';
import { writeTable } from './write-table.ts';

/** What is to be planned. */
export type PlanJob = {
  runsFolder: string;
  runFolder: string;
  form: ExportForm;
  /** Null while none is chosen. */
  folder: string | null;
  resources: Pick<EtlConfig['resources'], 'memory_limit' | 'threads'>;
};

// As many rows as a row group has: compression works on these one by one.
const sampleRows = 30_720;

/**
 * What an export would write of each output, and what stands in the folder under these names. Puts the folder in order
 * first, where an export or run to it was killed.
 * @throws InputError where the run is no longer whole, OutputError where nothing can be exported to the folder
 */
export async function planExport({ folder, form, ...job }: PlanJob): Promise<ExportPlan> {
  const run = await readFinishedRun(job.runFolder);
  if (folder !== null) {
    await assertTarget(folder, job.runsFolder);
    await tidyOutputFolder(folder);
  }
  const sizes = await estimateSizes(run, form, job.resources);
  const outputs = run.map(({ output, rows, bytes }) => {
    const estimate = sizes.get(output);
    return {
      output,
      ...exportEntry(output, form),
      rows,
      bytes: estimate ?? bytes,
      isEstimate: estimate !== undefined,
    };
  });
  const existing =
    folder === null ? [] : await Promise.all(outputs.map(({ name }) => diskEntry(folder, name)));
  return {
    outputs,
    existing: existing.filter((entry) => entry !== null),
    freeBytes: folder === null ? null : await freeBytesOf(folder),
  };
}

/** Writes the first rows of each table that is no copy in the form asked for, and scales their size up, in bytes. */
async function estimateSizes(
  run: readonly RunOutput[],
  form: ExportForm,
  resources: PlanJob['resources'],
): Promise<Map<RunOutput['output'], number>> {
  const sizes = new Map<RunOutput['output'], number>();
  const tables = run.filter(({ output }) => !isCopy(output, form));
  if (tables.length === 0) return sizes;
  const scratch = await mkdtemp(join(tmpdir(), 'event-analytics-plan-'));
  const database = await Database.open({
    resources: { ...resources, temp_directory: null },
    timezone: 'UTC',
    spillFolder: join(scratch, 'spill'),
    logger: silentLogger,
    signal: new AbortController().signal,
  });
  try {
    for (const { output, path, rows } of tables) {
      const target = join(scratch, output);
      const written = await writeTable(database, {
        source: path,
        target,
        form,
        isByDate: false,
        limit: sampleRows,
      });
      const { size } = await stat(target);
      sizes.set(output, written === 0 ? size : Math.round((size * (rows ?? 0)) / written));
    }
  } finally {
    database.close();
    await rm(scratch, { recursive: true, force: true });
  }
  return sizes;
}

async function freeBytesOf(folder: string): Promise<number | null> {
  const disk = await statfs(folder).catch(() => null);
  return disk === null ? null : disk.bavail * disk.bsize;
}
