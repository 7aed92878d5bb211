import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { OpenRun } from '../../electron/etl/queries/open-run.ts';
import { ask } from './plain-duckdb.ts';
import { type QuarantineRow, quarantineSchema } from './quarantine-row.ts';

export const tables = {
  events: 'events_cleaned.parquet',
  daily: 'daily_metrics.parquet',
  cohorts: 'retention_cohorts.parquet',
} as const;

/** Asks a finished run's folder: `events`, `daily` and `cohorts` are views over its three tables. */
export function query(folder: string, sql: string): Promise<Record<string, unknown>[]> {
  const views = Object.entries(tables).map(
    ([view, file]) =>
      `CREATE VIEW ${view} AS SELECT * FROM read_parquet('${join(folder, file).replaceAll("'", "''")}')`,
  );
  return ask(sql, views);
}

/** The rows of `rejected_events.jsonl`; none where there is no such file. */
export async function quarantineOf(folder: string): Promise<QuarantineRow[]> {
  if (!(await readdir(folder)).includes('rejected_events.jsonl')) return [];
  const text = await readFile(join(folder, 'rejected_events.jsonl'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => quarantineSchema.parse(JSON.parse(line)));
}

/** A finished run's folder opened as the app looks at it, until the test ends. */
export async function openOutput(folder: string): Promise<OpenRun> {
  const run = await OpenRun.open(folder, { memory_limit: '500MB', threads: 2 });
  onTestFinished(() => run.close());
  return run;
}
