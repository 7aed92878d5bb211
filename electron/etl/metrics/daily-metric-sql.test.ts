import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dailyMetricSql } from '../../../shared/metrics/daily-metric-sql.ts';
import { dailyColumns } from '../../../shared/metrics/daily-metrics.ts';
import { contextOf } from '../../../shared/metrics/metric-context.ts';
import type { Manifest } from '../../../shared/run/manifest.ts';
import { openDuckDb, rowsOf } from '../../../test/kit/databases.ts';
import { eventLine, linesOf } from '../../../test/kit/event-lines.ts';
import { february, runOver } from '../../../test/kit/runs.ts';

const outputs = ['events_cleaned', 'daily_metrics', 'retention_cohorts'];

/** Five weeks with gaps, several zones of a day, purchases (one an outlier), sessions over midnight, and a future event. */
function events(): string {
  const lines: string[] = [];
  const add = (player: number, day: number, hour: number, type: string, properties: object) => {
    const timestamp = new Date(Date.UTC(2023, 11, 1 + day, hour, (player * 7) % 60)).toISOString();
    const session_id = type === 'ad' ? null : `s${day}`;
    const fields = { player_id: `p${player}`, event_type: type, timestamp, session_id, properties };
    lines.push(eventLine({ event_id: `e${lines.length}`, ...fields }));
  };
  for (let player = 0; player < 25; player += 1) {
    for (let day = player % 5; day < 35; day += 1 + ((player * day) % 6)) {
      if (day === 12) continue;
      add(player, day, 23, 'session_start', {});
      if (player % 3 === 0) add(player, day, 23, 'purchase', { price_usd: day === 20 ? 5000 : 0.1 * player });
      add(player, day + 1, 0, 'session_end', { session_duration: 60 + day, levels_played: player % 4 });
    }
    add(player, 3, 5, 'ad', {});
  }
  add(1, 400, 5, 'session_start', {});
  return linesOf(lines);
}

/** The rows of a metric file, and of the statement behind one of its columns, both by their keys. */
async function compare(folder: string, keys: string[], file: string, column: string, sql: string) {
  const duckdb = await openDuckDb();
  const path = (name: string) => `'${join(folder, `${name}.parquet`)}'`;
  const here = outputs.reduce((text, name) => text.replaceAll(`'${name}.parquet'`, path(name)), sql);
  const select = [...keys, column].map((name) => `${name}::VARCHAR`).join(', ');
  const stated = await rowsOf(duckdb, `SELECT ${select} FROM (${here}) ORDER BY ALL`);
  const written = await rowsOf(duckdb, `SELECT ${select} FROM ${path(file)} ORDER BY ALL`);
  const keyOf = (row: readonly unknown[]) => JSON.stringify(row.slice(0, keys.length));
  const byKey = new Map(stated.map((row) => [keyOf(row), row.at(-1)]));
  return { stated, written: written.map((row) => ({ key: keyOf(row), value: row.at(-1) })), byKey };
}

async function expectDaily(folder: string, manifest: Manifest) {
  const statements = dailyMetricSql(contextOf(manifest));
  expect([...statements.keys()].toSorted()).toEqual(dailyColumns.map(({ column }) => column).toSorted());
  for (const [column, sql] of statements) {
    const { written, byKey, stated } = await compare(folder, ['event_date'], 'daily_metrics', column, sql);
    expect(stated.length, column).toBeGreaterThan(0);
    // A day without a row is a day of zeros, or one without a value.
    for (const { key, value } of written)
      expect(byKey.get(key) ?? (Number(value) === 0 ? value : null), `${column} ${key}`).toBe(value);
    const days = new Set(written.map(({ key }) => key));
    expect([...byKey.keys()].filter((key) => !days.has(key))).toEqual([]);
  }
}

test.each([
  ['in UTC', {}],
  ['in another zone, any event active', { timezone: 'America/New_York', active_event_types: [] }],
  ['with a price nobody paid', { revenue_property: 'no_such_price' }],
])('the SQL shown for a metric gives what the engine wrote, %s', async (_name, aggregation) => {
  const { manifest, output } = await runOver(
    { 'events.jsonl': events() },
    { config: { aggregation }, now: february },
  );
  await expectDaily(output, manifest);
});
