import { expect, test } from 'vitest';
import { isLeftCensored } from './cohort-views.ts';
import { addPeriods, lastDayOf } from './periods.ts';

test('the n-th period after one, over ends of months, leap days and changes of the clock', () => {
  expect(addPeriods('2024-02-28', 2, 'day')).toBe('2024-03-01');
  expect(addPeriods('2024-12-30', 1, 'week')).toBe('2025-01-06');
  expect(addPeriods('2023-11-01', 3, 'month')).toBe('2024-02-01');
  expect(addPeriods('2024-01-01', -1, 'month')).toBe('2023-12-01');
});

test('the last day of a period', () => {
  expect(lastDayOf('2024-02-01', 'month')).toBe('2024-02-29');
  expect(lastDayOf('2024-01-29', 'week')).toBe('2024-02-04');
  expect(lastDayOf('2024-01-29', 'day')).toBe('2024-01-29');
});

test('left-censored: a period that begins in the first seven days of the data, or before them', () => {
  // The data begin on a Wednesday; its week on the Monday before.
  const first = '2024-01-03';
  expect(
    ['2024-01-01', '2024-01-03', '2024-01-09', '2024-01-10'].map((day) => isLeftCensored(day, first)),
  ).toEqual([true, true, true, false]);
});
