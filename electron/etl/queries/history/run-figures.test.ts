import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type RunFigure, runFigures } from '../../../../shared/metrics/run-figures.ts';
import { openDuckDb, rowsOf } from '../../../../test/kit/databases.ts';
import { eventLine, linesOf } from '../../../../test/kit/event-lines.ts';
import { runOver } from '../../../../test/kit/runs.ts';

test('the SQL behind each figure of a run gives what the manifest says', async () => {
  const events = [
    eventLine({ event_id: 'a' }),
    eventLine({ event_id: 'b', timestamp: '2024-01-19T10:00:00Z' }),
    eventLine({ event_id: 'b' }),
    eventLine({ event_id: 'c', timestamp: '2999-01-01T00:00:00Z' }),
    '[]',
    '{',
    '',
  ];
  const { manifest, output } = await runOver({ 'e.jsonl': linesOf(events) });
  const connection = await openDuckDb();
  const textOf = (cell: unknown) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell));
  const results: Record<string, string[][]> = {};
  for (const [id, { sql }] of Object.entries<RunFigure>(runFigures)) {
    const here = sql?.replace(/'(\w+\.(?:parquet|jsonl))'/g, (_, name) => `'${join(output, name)}'`);
    if (here !== undefined) results[id] = (await rowsOf(connection, here)).map((row) => row.map(textOf));
  }
  const { reconciliation, calendar, outputs } = manifest;
  expect(results).toEqual({
    cleaned: [[String(reconciliation.events_cleaned)]],
    rejected: [[String(reconciliation.events_rejected)]],
    duplicates: [[String(reconciliation.duplicates_removed)]],
    firstDay: [[calendar?.first_date]],
    lastDay: [[calendar?.last_date]],
    outputRows: outputs
      .filter(({ name }) => name.endsWith('.parquet'))
      .map(({ name, rows }) => [name.replace('.parquet', ''), String(rows)]),
  });
  expect(reconciliation).toEqual({
    lines: 7,
    events_cleaned: 3,
    events_rejected: 2,
    duplicates_removed: 1,
    blank_lines: 1,
  });
});
