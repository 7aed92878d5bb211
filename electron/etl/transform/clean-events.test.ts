import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDuckDb, rowsOf } from '../../../test/kit/databases.ts';
import { eventLine, linesOf } from '../../../test/kit/event-lines.ts';
import { runOver } from '../../../test/kit/runs.ts';
import { readParquet } from '../duckdb/parquet.ts';

test('400 columns over 100,000 events stay in order and within a small memory limit', async () => {
  const lines = Array.from({ length: 100_000 }, (_, index) => {
    const properties = Object.fromEntries(
      Array.from({ length: 10 }, (_, n) => [`key_${(index * 7 + n * 40) % 400}`, index]),
    );
    return eventLine({ event_id: `e${index}`, properties });
  });
  const config = { resources: { memory_limit: '220MB', threads: 2 } };
  const { manifest, output } = await runOver({ 'wide.jsonl': linesOf(lines) }, { config });
  expect(manifest.properties.length).toBe(400);
  const duckdb = await openDuckDb();
  const [row] = await rowsOf(
    duckdb,
    `SELECT count(*), bool_and(source_line = file_row_number + 1 AND event_id = 'e' || file_row_number)
     FROM ${readParquet(join(output, 'events_cleaned.parquet'))}`,
  );
  expect(row).toEqual([100_000n, true]);
});
