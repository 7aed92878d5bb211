import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { rowsOfEngine } from '../../../../test/kit/databases.ts';
import { eventLine, linesOf } from '../../../../test/kit/event-lines.ts';
import { openOutput } from '../../../../test/kit/outputs.ts';
import { runOver } from '../../../../test/kit/runs.ts';
import type { OpenRun } from '../open-run.ts';
import { readCohortBreakdown } from './read-breakdown.ts';
import { readCohortMatrix } from './read-matrix.ts';

async function openRunOver(lines: readonly string[]): Promise<OpenRun> {
  const { output } = await runOver({ 'events.jsonl': linesOf(lines) });
  return openOutput(output);
}

const on = (player: string, date: string, fields: object = {}) =>
  eventLine({
    event_id: `${player} ${date} ${JSON.stringify(fields)}`,
    player_id: player,
    timestamp: `${date}T12:00:00Z`,
    ...fields,
  });

// Weeks from Monday, 1 and 8 January 2024.
const lines = [
  on('ann', '2024-01-01', { properties: { os: 'ios', level: 1.5 } }),
  on('ann', '2024-01-09'),
  on('ann', '2024-01-10'),
  on('ann', '2024-01-10', { event_type: 'purchase', properties: { price_usd: 6 } }),
  on('bob', '2024-01-03', { properties: { os: 'ios' } }),
  on('cay', '2024-01-07', { properties: { os: 'web' } }),
  on('dan', '2024-01-08'),
  on('dan', '2024-01-14'),
];

test('a player of two days of a week is one player of the week', async () => {
  const { cohorts, pooled, tiles } = await readCohortMatrix(await openRunOver(lines), 'week');
  expect(cohorts).toEqual([
    { start: '2024-01-01', size: 3, complete: 2, active: [3, 1], retained: [3, 1], revenue: [0, 6] },
    { start: '2024-01-08', size: 1, complete: 1, active: [1], retained: [1], revenue: [0] },
  ]);
  expect(pooled).toEqual({
    cohorts: [2, 1],
    size: [4, 3],
    active: [4, 1],
    retained: [4, 1],
    revenue: [0, 6],
  });
  expect(tiles.map(({ day, cohorts: count, size, active }) => [day, count, size, active])).toEqual([
    [1, 4, 4, 0],
    [7, 3, 3, 0],
    [30, 0, 0, 0],
  ]);
});

test('more values than are shown go together, and a fraction is a value too', async () => {
  const many = Array.from({ length: 20 }, (_, index) =>
    on(`p${index}`, '2024-01-01', { properties: { os: `os ${index < 5 ? 0 : index}`, level: 1.5 } }),
  );
  const run = await openRunOver([...many, on('none', '2024-01-01')]);
  const { groups } = await readCohortBreakdown(run, { period: 'day', column: 'prop_os' });
  expect(groups.map(({ kind, value, values, players }) => [kind, value, values, players])).toEqual([
    ['value', 'os 0', 1, 5],
    ...[10, 11, 12, 13, 14].map((index) => ['value', `os ${index}`, 1, 1]),
    ['other', null, 10, 10],
    ['none', null, 0, 1],
  ]);
  const byLevel = await readCohortBreakdown(run, { period: 'day', column: 'prop_level' });
  expect(byLevel.groups.map(({ value, players }) => [value, players])).toEqual([
    ['1.5', 20],
    [null, 1],
  ]);
});

test('breakdowns that are asked for at once do not disturb each other', async () => {
  const run = await openRunOver(lines);
  const ask = (column: string) => readCohortBreakdown(run, { period: 'week', column });
  const [os, level] = await Promise.all([ask('prop_os'), ask('prop_level')]);
  expect(os.groups.map(({ value, players }) => [value, players])).toEqual([
    ['ios', 2],
    ['web', 1],
    [null, 1],
  ]);
  expect(level.groups.map(({ value, players }) => [value, players])).toEqual([
    ['1.5', 1],
    [null, 3],
  ]);
});

test('the statements that are shown give the same numbers on their own', async () => {
  const run = await openRunOver(lines);
  const alone = async (sql: string, columns: readonly string[]) => {
    const here = sql.replaceAll(/'(\w+\.parquet)'/g, (_, name: string) => `'${join(run.folder, name)}'`);
    const rows = await rowsOfEngine(run.database, here);
    const numbers = z.array(z.record(z.string(), z.coerce.number()));
    return numbers.parse(rows.map((row) => Object.fromEntries(columns.map((name) => [name, row[name]]))));
  };
  const { cohorts, pooled, sql } = await readCohortMatrix(run, 'week');
  expect((await alone(sql.cells, ['active'])).map((row) => row['active'])).toEqual(
    cohorts.flatMap(({ active }) => active),
  );
  expect((await alone(sql.pooled, ['size', 'active', 'revenue'])).map(Object.values)).toEqual([
    [pooled.size[0], pooled.active[0], 0],
    [pooled.size[1], pooled.active[1], 6],
  ]);
  expect((await alone(sql.tiles, ['size'])).map((row) => row['size'])).toEqual([4, 3]);
  const breakdown = await readCohortBreakdown(run, { period: 'week', column: 'prop_os' });
  expect((await alone(breakdown.sql, ['size'])).map((row) => row['size'])).toEqual([2, 2, 1, 1, 1]);
});

test('a property that the run has not is refused', async () => {
  const run = await openRunOver(lines);
  const ask = readCohortBreakdown(run, { period: 'day', column: 'prop_x' });
  await expect(ask).rejects.toThrow('This run has no property column prop_x');
});

test('where no event counts, there are no cohorts', async () => {
  const run = await openRunOver([on('ann', '2031-01-01', { properties: { os: 'ios' } })]);
  for (const period of ['day', 'week', 'month'] as const) {
    const { cohorts, cohortCount, players, pooled } = await readCohortMatrix(run, period);
    expect({ cohorts, cohortCount, players, sizes: pooled.size }).toEqual({
      cohorts: [],
      cohortCount: 0,
      players: 0,
      sizes: [],
    });
  }
  const { groups } = await readCohortBreakdown(run, { period: 'day', column: 'prop_os' });
  expect(groups).toEqual([]);
});

test('more days than are shown: the average still rests on every cohort', async () => {
  const date = (day: number) => new Date(Date.UTC(2021, 0, 1 + day)).toISOString().slice(0, 10);
  const run = await openRunOver(Array.from({ length: 800 }, (_, day) => on(`p${day}`, date(day))));
  const { cohorts, cohortCount, pooled } = await readCohortMatrix(run, 'day');
  expect([cohorts.length, cohortCount, cohorts[0]?.start, cohorts[0]?.active.length]).toEqual([
    731,
    800,
    date(69),
    731,
  ]);
  expect([pooled.size.length, pooled.size[0], pooled.size[730]]).toEqual([731, 800, 70]);
});
