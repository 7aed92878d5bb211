import { expect, test } from 'vitest';
import type { Unit } from '../../../../shared/metrics/definitions.ts';
import { columnFilter } from './column-filter.ts';

const passing = (text: string, unit: Unit, values: (string | number | boolean | null)[]) => {
  const filter = columnFilter(text, unit);
  return filter === null ? null : values.filter(filter);
};

test('numbers', () => {
  const values = [null, 0, 5, 10, 1000.5];
  expect(passing('>5', 'players', values)).toEqual([10, 1000.5]);
  expect(passing(' >= 5 ', 'players', values)).toEqual([5, 10, 1000.5]);
  expect(passing('<5', 'players', values)).toEqual([0]);
  expect(passing('<=5', 'players', values)).toEqual([0, 5]);
  expect(passing('10', 'players', values)).toEqual([10]);
  expect(passing('=1,000.5', 'money', values)).toEqual([1000.5]);
  expect(passing('5..10', 'players', values)).toEqual([5, 10]);
});

test('shares in percent, as they are shown', () => {
  expect(passing('>25%', 'share', [0.25, 0.26, 30])).toEqual([0.26, 30]);
  expect(passing('10..50', 'share', [0.05, 0.1, 0.5])).toEqual([0.1, 0.5]);
});

test('flags and days', () => {
  expect(passing('y', 'flag', [true, false])).toEqual([true]);
  expect(passing('No', 'flag', [true, false])).toEqual([false]);
  expect(passing('-01-', 'date', ['2024-01-01', '2024-02-01'])).toEqual(['2024-01-01']);
  expect(passing('2024-01-02..2024-01-03', 'date', ['2024-01-01', '2024-01-03'])).toEqual(['2024-01-03']);
});

test('what is no filter filters nothing', () => {
  for (const text of ['', ' ', '>', 'many', '1.2.3', '5..', '>>4'])
    expect(columnFilter(text, 'players'), text).toBeNull();
  expect(columnFilter('perhaps', 'flag')).toBeNull();
  expect(columnFilter('', 'date')).toBeNull();
});
