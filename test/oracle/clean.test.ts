import { describe, expect, test } from 'vitest';
import { example, runExample } from '../kit/example-run.ts';

describe('duplicates', () => {
  test('the first in input order stays, whatever its time; an id that is a number is its text', () => {
    const { cleaned, duplicates, reconciliation } = runExample([
      example(9, 'ann', 'session_start', { event_id: '1' }),
      example(2, 'bob', 'session_start', { event_id: 1 }),
      example(3, 'bob', 'session_start', { event_id: '01' }),
      example(9, 'ann', 'session_start', { event_id: '1' }),
    ]);
    expect(cleaned.map(({ event_id, player_id, source_line }) => [event_id, player_id, source_line])).toEqual(
      [
        ['1', 'ann', 1],
        ['01', 'bob', 3],
      ],
    );
    expect(duplicates.map(({ line, first }) => [line, first.line])).toEqual([
      [2, 1],
      [4, 1],
    ]);
    expect(reconciliation).toEqual({
      lines: 4,
      events_cleaned: 2,
      events_rejected: 0,
      duplicates_removed: 2,
      blank_lines: 0,
    });
  });

  test('a duplicate still widens a type', () => {
    const { columns, cleaned } = runExample([
      example(1, 'ann', 'purchase', { event_id: '1', n: 1 }),
      example(1, 'ann', 'purchase', { event_id: '1', n: 'x', m: true }),
    ]);
    expect(columns.columns).toEqual([
      { key: 'm', name: 'prop_m', type: 'BOOLEAN' },
      { key: 'n', name: 'prop_n', type: 'VARCHAR' },
    ]);
    expect(cleaned[0]?.properties).toEqual(
      new Map([
        ['prop_m', null],
        ['prop_n', '1'],
      ]),
    );
  });
});

test('future is later than now + max_future_days x 24 hours, not at it', () => {
  const at = (time: string) => example(time, 'ann', 'session_start');
  const { cleaned } = runExample(
    [at('2024-03-11T00:00:00Z'), at('2024-03-11T00:00:00.000001Z'), at('9999-12-31T00:00:00Z')],
    { now: '2024-03-10T00:00:00Z', max_future_days: 1, aggregation: { timezone: 'America/New_York' } },
  );
  expect(cleaned.map((event) => event.is_future)).toEqual([false, true, true]);
});

test('an outlier is a purchase whose amount is above the limit', () => {
  const flag = (type: string, price?: unknown) =>
    runExample([example(1, 'ann', type, price === undefined ? {} : { price_usd: price })]).cleaned[0]
      ?.is_revenue_outlier;
  expect(flag('purchase', 1000)).toBe(false);
  expect(flag('purchase', 1000.01)).toBe(true);
  expect(flag('purchase', '1e4')).toBe(true);
  expect(flag('purchase', 'a lot')).toBe(false);
  expect(flag('purchase', true)).toBe(false);
  expect(flag('purchase')).toBe(false);
  expect(flag('session_end', 5000)).toBe(false);
});

test('date, hour and weekday are those of the reporting time zone', () => {
  const dated = (timezone: string) =>
    runExample([example('2024-01-14T20:15:00Z', 'ann', 'purchase')], {
      aggregation: { timezone },
    }).cleaned.map(({ event_date, event_hour, day_of_week }) => [event_date, event_hour, day_of_week]);
  expect(dated('UTC')).toEqual([['2024-01-14', 20, 7]]);
  expect(dated('Asia/Kolkata')).toEqual([['2024-01-15', 1, 1]]);
});
