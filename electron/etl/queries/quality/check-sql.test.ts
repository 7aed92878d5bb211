import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultConfig } from '../../../../shared/config/schema.ts';
import { checkSql } from '../../../../shared/quality/check-sql.ts';
import { nullShareSql } from '../../../../shared/quality/run-sql.ts';
import { openDuckDb, rowsOf } from '../../../../test/kit/databases.ts';
import { eventLine, linesOf } from '../../../../test/kit/event-lines.ts';
import { configOf, february, runOver } from '../../../../test/kit/runs.ts';

test('the SQL behind each check gives the figure the run measured', async () => {
  const events = [
    eventLine({ event_id: 'a', properties: { 'lev"el\'': 1 } }),
    eventLine({ event_id: 'b', session_id: 's' }),
    eventLine({ event_id: 'b' }),
    eventLine({ event_id: 'f', timestamp: '2024-02-09T00:00:00Z' }),
    ...[1500, '2000', '3_000', 5].map((price_usd, i) =>
      eventLine({ event_id: `p${i}`, event_type: 'purchase', properties: { price_usd } }),
    ),
    '[]',
    '{',
  ];
  const config = configOf({
    quality_checks: { required_event_types: ['session_start', "it's", 'x'] },
  });
  const { manifest, report, output } = await runOver(
    { 'e.jsonl': linesOf(events) },
    { config, now: february },
  );
  const connection = await openDuckDb();
  await connection.run("SET TimeZone = 'UTC'");
  const ask = async (sql: string) => {
    const here = sql.replace(/'(\w+\.(?:parquet|jsonl))'/g, (_, name) => `'${join(output, name)}'`);
    return Number((await rowsOf(connection, here))[0]?.[0]);
  };
  for (const { id, column, measured } of report.checks) {
    const sql = checkSql(id, { manifest, config }, column ?? undefined);
    expect([id, column, sql === undefined ? null : await ask(sql)]).toEqual([
      id,
      column,
      expect.closeTo(measured ?? 0, 12),
    ]);
  }
  expect(report.checks.find(({ id }) => id === 'revenue_outliers')?.measured).toBe(2);
  expect(report.checks.find(({ id }) => id === 'required_event_types')?.measured).toBe(2);
  for (const of of report.measured.columns)
    expect(await ask(nullShareSql(of.column, 'all_rows'))).toBeCloseTo(of.nulls_all_rows / of.rows_all, 12);
});

test('there is no SQL where nothing would be read', async () => {
  const { manifest } = await runOver({ 'e.jsonl': linesOf([eventLine({ event_id: 'a' })]) });
  expect(checkSql('revenue_outliers', { manifest, config: defaultConfig })).toBeUndefined();
  expect(checkSql('max_null_percentage', { manifest, config: defaultConfig })).toBeUndefined();
});
