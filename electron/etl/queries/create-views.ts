import { join } from 'node:path';
import { z } from 'zod';
import { eventColumns } from '../../../shared/events/columns.ts';
import { cohortMetrics } from '../../../shared/metrics/cohort-metrics.ts';
import { dailyMetrics } from '../../../shared/metrics/daily-metrics.ts';
import { listColumns, type MetricDefinition } from '../../../shared/metrics/definitions.ts';
import { formerColumns } from '../../../shared/run/migrations/migrate.ts';
import type { Migration } from '../../../shared/run/migrations/migration.ts';
import { outputNames } from '../../../shared/run/outputs.ts';
import type { StoredManifest } from '../../../shared/run/stored-manifest.ts';
import { quoteIdentifier } from '../../../shared/sql/quote.ts';
import type { Database } from '../duckdb/database.ts';
import { readParquet } from '../duckdb/parquet.ts';

type Tables = {
  folder: string;
  manifest: StoredManifest;
  storedFormat: number;
  steps: readonly Migration[];
};

/**
 * Makes the views of an open run over its files. A column of today that a file does not have is there under its former name,
 * or NULL in every row: the run does not say it.
 */
export async function createViews(database: Database, { folder, manifest, storedFormat, steps }: Tables) {
  const tables = {
    cleaned: { output: 'events', columns: eventColumns(manifest) },
    daily: { output: 'daily', columns: listColumns(dailyMetrics).map(named) },
    cohorts: { output: 'cohorts', columns: listColumns(cohortMetrics).map(named) },
  } as const;
  for (const [view, { output, columns }] of Object.entries(tables)) {
    const file = readParquet(join(folder, outputNames[output]));
    const there = await database.query(columnRow, `SELECT column_name AS name FROM (DESCRIBE FROM ${file})`);
    const former = [...formerColumns(output, storedFormat, steps)];
    const found = there.map(({ name: old }) => ({
      old,
      name: former.find(([, was]) => was === old)?.[0] ?? old,
    }));
    const missing = columns.filter(({ name }) => !found.some((one) => one.name === name));
    const selected = [
      ...found.map(({ old, name }) => `${quoteIdentifier(old)} AS ${quoteIdentifier(name)}`),
      ...missing.map(({ name, type }) => `NULL::${type} AS ${quoteIdentifier(name)}`),
    ];
    await database.run(`CREATE VIEW ${view} AS SELECT ${selected.join(', ')} FROM ${file}`);
  }
  await database.run('CREATE VIEW events AS FROM cleaned WHERE NOT is_future');
}

const named = ({ column: name, type }: MetricDefinition) => ({ name, type });

const columnRow = z.object({ name: z.string() });
