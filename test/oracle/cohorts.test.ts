import { describe, expect, test } from 'vitest';
import { type ExampleOptions, example, runExample } from '../kit/example-run.ts';
import type { RetentionCohort } from './cohorts.ts';
import { pooledRetention } from './pooled-retention.ts';

function table(events: object[], columns: readonly (keyof RetentionCohort)[], options: ExampleOptions = {}) {
  return runExample(events, options).cohorts.map((row) => columns.map((column) => row[column]));
}

const start = (day: number, player: string) => example(day, player, 'session_start');
const purchase = (day: number, player: string, price: number) =>
  example(day, player, 'purchase', { price_usd: price });

// Cohort of the 1st: ann on 1, 3; bob on 1, 2; cay on 1 alone; dan on 1, 4. Cohort of the 3rd: eve on 3, 4.
const events = [start(1, 'ann'), start(3, 'ann'), start(1, 'bob'), start(2, 'bob'), start(1, 'cay')];
events.push(start(1, 'dan'), start(4, 'dan'), start(3, 'eve'), start(4, 'eve'));

describe('retention', () => {
  test('classic: active on that very day; rolling: on it or any later one', () => {
    const columns = [
      'cohort_date',
      'day_number',
      'cohort_size',
      'active_players',
      'retained_players',
    ] as const;
    expect(table(events, [...columns, 'retention_rate', 'rolling_retention_rate'])).toEqual([
      ['2024-01-01', 0, 4, 4, 4, 1, 1],
      ['2024-01-01', 1, 4, 1, 3, 0.25, 0.75],
      ['2024-01-01', 2, 4, 1, 2, 0.25, 0.5],
      ['2024-01-01', 3, 4, 1, 1, 0.25, 0.25],
      ['2024-01-03', 0, 1, 1, 1, 1, 1],
      ['2024-01-03', 1, 1, 1, 1, 1, 1],
    ]);
  });

  test('rows go to the last event date, whatever the event; zeros included', () => {
    const rows = table([start(1, 'ann'), example(3, 'zed', 'session_end')], ['day_number', 'active_players']);
    expect(rows).toEqual([
      [0, 1],
      [1, 0],
      [2, 0],
    ]);
  });

  test('a cell is complete up to the last complete day', () => {
    const rows = table(events, ['cohort_date', 'day_number', 'is_complete'], { now: '2024-01-04T15:00:00Z' });
    expect(rows.filter((row) => row[2] === false)).toEqual([
      ['2024-01-01', 3, false],
      ['2024-01-03', 1, false],
    ]);
  });

  test('pooled: players over sizes, complete cells only', () => {
    const { cohorts } = runExample(events);
    expect(pooledRetention(cohorts, 1)).toEqual({ retention_rate: 2 / 5, rolling_retention_rate: 4 / 5 });
    const today = runExample(events, { now: '2024-01-04T15:00:00Z' }).cohorts;
    expect(pooledRetention(today, 1)).toEqual({ retention_rate: 1 / 4, rolling_retention_rate: 3 / 4 });
    expect(pooledRetention(today, 3)).toEqual({ retention_rate: null, rolling_retention_rate: null });
  });
});

describe('lifetime value', () => {
  test('spend before the first active day counts on day 0; outliers and players never active do not', () => {
    const spend = [
      purchase(1, 'eve', 8),
      purchase(3, 'eve', 1),
      purchase(4, 'eve', 0.5),
      purchase(2, 'ann', 6),
    ];
    spend.push(purchase(2, 'bob', 5000), purchase(2, 'nobody', 100));
    expect(table([...events, ...spend], ['cohort_date', 'day_number', 'cumulative_revenue', 'ltv'])).toEqual([
      ['2024-01-01', 0, 0, 0],
      ['2024-01-01', 1, 6, 1.5],
      ['2024-01-01', 2, 6, 1.5],
      ['2024-01-01', 3, 6, 1.5],
      ['2024-01-03', 0, 9, 9],
      ['2024-01-03', 1, 9.5, 9.5],
    ]);
  });

  test('NULL where no event carries an amount', () => {
    expect(table([start(1, 'ann')], ['cumulative_revenue', 'ltv'])).toEqual([[null, null]]);
  });
});
