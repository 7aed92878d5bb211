import { expect, test } from 'vitest';
import type { Breakdown } from '../../../../shared/ipc/daily.ts';
import { breakdownSeries } from './breakdown-series.ts';

function breakdownOf(...values: (string | null)[]): Breakdown {
  const series = values.map((value, index) => ({
    kind: value === null ? ('none' as const) : ('value' as const),
    value,
    figures: [index, index + 2],
    total: 2 * index + 2,
  }));
  return { dates: ['2024-01-01', '2024-01-02'], series, values: values.length, sql: '' };
}

const days = [0, 1].map((index) => ({ event_date: `2024-01-0${index + 1}`, is_complete: true, index }));

test('a point of several days is the sum of what adds up, and the mean of distinct counts', () => {
  expect(breakdownSeries(breakdownOf('a', 'b'), 'events', true).map(({ read }) => read(days))).toEqual([
    2, 4,
  ]);
  expect(breakdownSeries(breakdownOf('a', 'b'), 'players', false).map(({ read }) => read(days))).toEqual([
    1, 2,
  ]);
});

test('every series has a label of its own, whatever the values are', () => {
  const long = 'x'.repeat(60);
  const labels = breakdownSeries(
    breakdownOf('', ' ', '(no value)', `${long}1`, `${long}2`, null),
    'events',
    true,
  ).map(({ label }) => label);
  expect(labels.slice(0, 3)).toEqual(['(empty)', '(blank)', '(no value)']);
  expect(labels[5]).toBe('(no value) #2');
  expect(new Set(labels).size).toBe(6);
  expect(Math.max(...labels.map(({ length }) => length))).toBeLessThan(45);
});
