import { expect, test } from 'vitest';
import { type ExampleOptions, example, exampleConfig, runExample } from '../kit/example-run.ts';
import { type Activity, readActivity } from './activity.ts';
import { cohortCells, groupsOf, playerValues, pool } from './cohort-views.ts';

function activityOf(events: object[], options: ExampleOptions = {}): Activity {
  const { cleaned } = runExample(events, options);
  const now = BigInt(Date.parse(options.now ?? '2030-01-01T00:00:00Z')) * 1000n;
  const activity = readActivity(cleaned, exampleConfig(options), now);
  if (activity === undefined) throw new Error('no event counts');
  return activity;
}

const start = (day: number, player: string, properties: object = {}) =>
  example(day, player, 'session_start', { properties });

// 1 January 2024 is a Monday. Ann comes twice in her second week; bob and cay in their first alone; dan a week later.
const events = [start(1, 'ann'), start(9, 'ann'), start(10, 'ann'), start(3, 'bob'), start(7, 'cay')];
events.push(start(8, 'dan'), start(15, 'dan'));
events.push(example(9, 'ann', 'purchase', { price_usd: 6 }), example(2, 'dan', 'purchase', { price_usd: 1 }));

test('a week is counted anew from events, and is complete once its Sunday is', () => {
  const cells = cohortCells(activityOf(events), exampleConfig(), 'week');
  expect(
    cells.map(({ start: from, n, size, active, retained, revenue, isComplete }) => [
      from,
      n,
      size,
      active,
      retained,
      revenue,
      isComplete,
    ]),
  ).toEqual([
    ['2024-01-01', 0, 3, 3, 3, 0, true],
    ['2024-01-01', 1, 3, 1, 1, 6, true],
    ['2024-01-01', 2, 3, 0, 0, 6, false],
    ['2024-01-08', 0, 1, 1, 1, 1, true],
    ['2024-01-08', 1, 1, 1, 1, 1, false],
  ]);
  expect(pool(cells)).toEqual([
    { n: 0, cohorts: 2, size: 4, active: 4, retained: 4, revenue: 1 },
    { n: 1, cohorts: 1, size: 3, active: 1, retained: 1, revenue: 6 },
  ]);
});

test('a month is a calendar month, whatever its length', () => {
  const at = (date: string, player: string) => example(`${date}T12:00:00Z`, player, 'session_start');
  const months = [
    at('2024-01-31', 'ann'),
    at('2024-02-01', 'ann'),
    at('2024-02-29', 'bob'),
    at('2024-03-31', 'bob'),
  ];
  const cells = cohortCells(activityOf(months), exampleConfig(), 'month');
  expect(
    cells.map(({ start: from, n, active, retained, isComplete }) => [from, n, active, retained, isComplete]),
  ).toEqual([
    ['2024-01-01', 0, 1, 1, true],
    ['2024-01-01', 1, 1, 1, true],
    ['2024-01-01', 2, 0, 0, true],
    ['2024-02-01', 0, 1, 1, true],
    ['2024-02-01', 1, 1, 1, true],
  ]);
});

test('the value of a player is that of the first line of the first active day', () => {
  const lines = [
    start(2, 'ann', { os: 'late' }),
    start(1, 'ann', { os: 'a' }),
    start(1, 'ann', { os: 'b' }),
    example(1, 'bob', 'level_start', { os: 'c' }),
    start(1, 'bob'),
    start(1, 'cay', { os: '' }),
  ];
  const activity = activityOf(lines);
  const values = playerValues(activity, exampleConfig(), 'prop_os');
  expect(Object.fromEntries(values)).toEqual({ ann: 'a', bob: null, cay: '' });
  expect(groupsOf(values).map(({ kind, value, players }) => [kind, value, ...players])).toEqual([
    ['value', '', 'cay'],
    ['value', 'a', 'ann'],
    ['none', null, 'bob'],
  ]);
});
