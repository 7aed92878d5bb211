import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EtlConfig } from '../../../shared/config/schema.ts';
import type { ExportForm, ExportPlan } from '../../../shared/ipc/export.ts';
import { silentLogger } from '../../../shared/run/logger.ts';
import { Database } from '../duckdb/database.ts';
import { memoryRemedy } from '../memory-budget.ts';
import { withWorkFolder } from '../work-folder.ts';
import { exportEntry, isCopy } from './export-entry.ts';
import { type RunOutput, readFinishedRun } from './finished-run.ts';
import { writeTable } from './write-table.ts';

type Resources = Pick<EtlConfig['resources'], 'memory_limit' | 'threads'>;

// As many rows as a row group has: compression works on these one by one.
const sampleRows = 30_720;

/**
 * What an export would write of each output of a run.
 * @throws InputError where the run is no longer whole, CancelledError
 */
export async function planExport(
  runFolder: string,
  form: ExportForm,
  resources: Resources,
  signal: AbortSignal,
): Promise<ExportPlan> {
  const run = await readFinishedRun(runFolder);
  const sizes = await estimateSizes(run, form, resources, signal);
  return run.map(({ output, rows, bytes }) => {
    const estimate = sizes.get(output);
    const { name, kind } = exportEntry(output, form);
    return { output, name, kind, rows, bytes: estimate ?? bytes, isEstimate: estimate !== undefined };
  });
}

/** Writes the first rows of each table that is no copy in the form asked for, and scales their size up, in bytes. */
async function estimateSizes(
  run: readonly RunOutput[],
  form: ExportForm,
  resources: Resources,
  signal: AbortSignal,
): Promise<Map<RunOutput['output'], number>> {
  const sizes = new Map<RunOutput['output'], number>();
  const tables = run.filter(({ output }) => !isCopy(output, form));
  if (tables.length === 0) return sizes;
  return withWorkFolder(tmpdir(), async (scratch) => {
    const database = await Database.open({
      resources: { ...resources, temp_directory: null },
      timezone: 'UTC',
      spillFolder: join(scratch, 'spill'),
      memoryRemedy,
      logger: silentLogger,
      signal,
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
      await database.close();
    }
    return sizes;
  });
}
