import { describe, expect, test } from 'vitest';
import { type ExampleOptions, example, runExample } from '../kit/example-run.ts';
import type { DailyMetrics } from './daily.ts';

/** Some columns of every row, in the order of the names. */
function table(events: object[], columns: readonly (keyof DailyMetrics)[], options: ExampleOptions = {}) {
  return runExample(events, options).daily.map((row) => columns.map((column) => row[column]));
}

const start = (day: number | string, player: string, more: object = {}) =>
  example(day, player, 'session_start', more);
const end = (day: number | string, player: string, more: object = {}) =>
  example(day, player, 'session_end', more);
const purchase = (day: number, player: string, more: object = {}) => example(day, player, 'purchase', more);

describe('activity', () => {
  // ann: 1 2 . 4;  bob: . 2 . .;  cay: . . . 4;  dan ends a session on day 2, which is no activity.
  const events = [start(1, 'ann'), start(1, 'ann'), start(2, 'ann'), start(4, 'ann')];
  events.push(start(2, 'bob'), start(4, 'cay'), end(2, 'dan'));

  test('dau, wau, mau, stickiness; a gap day is a row of zeros', () => {
    expect(table(events, ['event_date', 'dau', 'wau', 'mau', 'stickiness', 'total_events'])).toEqual([
      ['2024-01-01', 1, 1, 1, 1, 2],
      ['2024-01-02', 2, 2, 2, 1, 3],
      ['2024-01-03', 0, 2, 2, 0, 0],
      ['2024-01-04', 2, 3, 3, 2 / 3, 2],
    ]);
  });

  test('lifecycle', () => {
    const columns = ['new_players', 'returning_players', 'resurrected_players', 'dormant_players'] as const;
    expect(table(events, columns)).toEqual([
      [1, 0, 0, 0],
      [1, 1, 0, 0],
      [0, 0, 0, 2],
      [1, 0, 1, 0],
    ]);
  });

  test('no active types named: an event of any type is activity', () => {
    const dau = table(events, ['dau'], { aggregation: { active_event_types: [] } });
    expect(dau).toEqual([[1], [3], [0], [2]]);
  });

  test('a day below min_dau says so', () => {
    expect(table(events, ['below_min_dau'], { aggregation: { min_dau: 2 } })).toEqual([
      [true],
      [false],
      [true],
      [false],
    ]);
  });

  test('windows are 7 and 30 days with their own day; a ratio over nobody is NULL', () => {
    const rows = table([start(1, 'ann'), end('2024-02-01T00:00:00Z', 'bob')], ['wau', 'mau', 'stickiness']);
    expect(rows).toHaveLength(32);
    expect(rows.slice(5, 8)).toEqual([
      [1, 1, 0],
      [1, 1, 0],
      [0, 1, 0],
    ]);
    expect(rows.slice(29)).toEqual([
      [0, 1, 0],
      [0, 0, null],
      [0, 0, null],
    ]);
  });

  test('two days by the clock of New York, one by that of UTC', () => {
    const late = [start('2024-03-10T04:30:00Z', 'ann'), start('2024-03-10T05:30:00Z', 'ann')];
    expect(table(late, ['event_date', 'dau'])).toEqual([['2024-03-10', 1]]);
    expect(table(late, ['event_date', 'dau'], { aggregation: { timezone: 'America/New_York' } })).toEqual([
      ['2024-03-09', 1],
      ['2024-03-10', 1],
    ]);
  });
});

describe('the last complete day', () => {
  const complete = (now: string) =>
    table([start(1, 'ann'), start(2, 'ann'), start(3, 'ann')], ['is_complete'], { now });

  test.each([
    ['2024-01-04T00:00:00Z', [true, true, true]], // the last date lies before today
    ['2024-01-03T23:59:59Z', [true, true, false]], // it is today
    ['2024-01-02T18:00:00Z', [true, false, false]], // it is tomorrow, but not future yet
  ])('now %s', (now, expected) => {
    expect(complete(now).flat()).toEqual(expected);
  });

  test('future events neither stretch the calendar nor count', () => {
    const events = [start(1, 'ann'), start('9999-12-31T00:00:00Z', 'bob')];
    expect(table(events, ['event_date', 'is_complete', 'mau'])).toEqual([['2024-01-01', true, 1]]);
    expect(table([start(2, 'ann')], ['dau'], { now: '2024-01-01T00:00:00Z' })).toEqual([]);
  });

  test('today is that of the reporting time zone', () => {
    const now = '2024-01-01T20:00:00Z'; // already the 2nd in Kolkata
    expect(table([start(1, 'ann')], ['is_complete'], { now })).toEqual([[false]]);
    expect(
      table([start(1, 'ann')], ['is_complete'], { now, aggregation: { timezone: 'Asia/Kolkata' } }),
    ).toEqual([[true]]);
  });
});

describe('sessions', () => {
  test('a session is a player and an id; it counts on each of its days, its span on the first', () => {
    const events = [
      start('2024-01-01T23:50:00Z', 'ann', { session_id: 's' }),
      end('2024-01-02T00:20:00Z', 'ann', { session_id: 's' }),
      end('2024-01-02T00:10:00.5Z', 'ann', { session_id: 's' }),
      start('2024-01-01T10:00:00Z', 'bob', { session_id: 's' }),
      start('2024-01-02T10:00:00Z', 'bob', { session_id: '' }),
      start('2024-01-03T10:00:00Z', 'bob'),
    ];
    // Spans: ann 1800 s, bob 0 s, both on the 1st.
    expect(table(events, ['total_sessions', 'sessions_per_user', 'avg_session_span'])).toEqual([
      [2, 1, 900],
      [1, 1, null],
      [0, 0, null],
    ]);
  });

  test('duration and levels come from session_end events that carry a number', () => {
    const events = [
      end(1, 'ann', { session_duration: 10.5, levels_played: 2 }),
      end(1, 'ann', { session_duration: '20', levels_played: '1.5' }),
      end(1, 'ann', { session_duration: 'long', levels_played: true }),
      start(1, 'ann', { session_duration: 999, levels_played: 999 }),
      start(2, 'ann'),
    ];
    expect(table(events, ['avg_session_duration', 'total_levels_played'])).toEqual([
      [15.25, 3.5],
      [null, 0],
    ]);
  });

  test('levels that only other events carry are known, and 0; levels nowhere are NULL', () => {
    expect(table([start(1, 'ann', { levels_played: 3 })], ['total_levels_played'])).toEqual([[0]]);
    expect(table([end(1, 'ann', { levels_played: 'many' })], ['total_levels_played'])).toEqual([[null]]);
  });
});

describe('revenue', () => {
  const columns = [
    'total_purchases',
    'total_revenue',
    'paying_users',
    'revenue_outliers',
    'outlier_revenue',
  ] as const;
  const ratios = ['arpu', 'arppu', 'conversion_rate'] as const;
  const active = [start(1, 'ann'), start(1, 'bob'), start(1, 'cay'), start(1, 'dan'), start(2, 'ann')];

  test('outliers stay out, purchases without an amount count', () => {
    const events = [
      purchase(1, 'ann', { price_usd: 0.1 }),
      purchase(1, 'ann', { properties: { price_usd: 0.2 } }),
      purchase(1, 'bob'),
      purchase(1, 'cay', { price_usd: 1000.5 }),
      start(1, 'ann', { price_usd: 50 }),
    ];
    expect(table([...active, ...events], [...columns, ...ratios])).toEqual([
      [3, 0.3, 2, 1, 1000.5, 0.3 / 4, 0.15, 0.5],
      [0, 0, 0, 0, 0, 0, null, 0],
    ]);
  });

  test('without an amount anywhere money is NULL, and counts are counts', () => {
    expect(table([...active, purchase(1, 'ann')], [...columns, ...ratios])).toEqual([
      [1, null, 1, null, null, null, null, 0.25],
      [0, null, 0, null, null, null, null, 0],
    ]);
  });

  test('nobody active: no ratio', () => {
    expect(table([purchase(1, 'ann', { price_usd: 5 })], [...columns, ...ratios])).toEqual([
      [1, 5, 1, 0, 0, null, 5, null],
    ]);
  });

  test('type and amount go by the configuration', () => {
    const events = [example(1, 'ann', 'sale', { amount: 7 }), purchase(1, 'ann', { price_usd: 5 })];
    const aggregation = { purchase_event_type: 'sale', revenue_property: 'amount' };
    expect(table(events, ['total_purchases', 'total_revenue'], { aggregation })).toEqual([[1, 7]]);
  });
});
