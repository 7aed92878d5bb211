import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { cohortMetrics, dailyMetrics } from '../../../shared/metrics/definitions.ts';
import { openPlainDuckDb } from '../../../test/kit/plain-duckdb.ts';
import { EventEtlPipeline } from '../index.ts';

let folder = '';
afterEach(() => rm(folder, { recursive: true, force: true }));

test('every metric column that is written is defined, in the order of the file', async () => {
  folder = await mkdtemp(join(tmpdir(), 'definitions-'));
  const input = join(folder, 'events.jsonl');
  await writeFile(
    input,
    '{"event_id":"e1","player_id":"p1","event_type":"session_start","timestamp":"2024-01-15T14:30:00"}\n',
  );
  await new EventEtlPipeline({ inputs: [input] }).run({ outputDir: folder });
  const instance = await openPlainDuckDb();
  const connection = await instance.connect();
  const columnsOf = async (name: string) => {
    const result = await connection.run(`SELECT * FROM read_parquet('${join(folder, name)}')`);
    return result.columnNames();
  };
  expect(await columnsOf('daily_metrics.parquet')).toEqual(dailyMetrics.map(({ column }) => column));
  expect(await columnsOf('retention_cohorts.parquet')).toEqual(cohortMetrics.map(({ column }) => column));
});
