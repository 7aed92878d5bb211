import { expect, it } from 'vitest';
import { formatDay, formatInstant, formatLogTime, formatMonth, formatShort, formatValue } from './format.ts';

it.each([
  [0, '$0', '$0.00'],
  [0.0042, '$0.0042', '$0.0042'],
  [4.5, '$4.50', '$4.50'],
  [18, '$18', '$18.00'],
  [101.95, '$102', '$101.95'],
  [2250, '$2.25K', '$2,250.00'],
  [12_000, '$12K', '$12,000.00'],
])('the amount %d is short as %s, in full as %s', (amount, short, full) => {
  expect(formatShort(amount, 'money')).toBe(short);
  expect(formatValue(amount, 'money')).toBe(full);
});

it('tells a count that is no whole number as the mean it is', () => {
  expect(formatValue(1234, 'players')).toBe('1,234');
  expect(formatValue(54.29, 'players')).toBe('avg 54.3');
  expect(formatShort(54.29, 'players')).toBe('54.3');
  expect(formatShort(1234.5, 'players')).toBe('1.23K');
  // The log itself may say so.
  expect(formatValue(2.5, 'levels')).toBe('2.5');
});

it('writes metrics with their unit', () => {
  expect(formatValue(0.1234, 'share')).toBe('12.3%');
  expect(formatValue(0.0001, 'share')).toBe('< 0.1%');
  expect(formatValue(1.234, 'ratio')).toBe('1.23');
  expect(formatValue(75.2, 'seconds')).toBe('1 min 15 s');
  expect(formatShort(150, 'seconds')).toBe('2.5 min');
  expect(formatValue(null, 'players')).toBe('–');
});

it('writes days and months in English, and leaves one that is beyond all calendars', () => {
  expect(formatDay('2024-02-29')).toBe('Feb 29, 2024');
  expect(formatMonth('2024-02-01')).toBe('Feb 2024');
  expect(formatDay('20240-02-29')).toBe('20240-02-29');
});

it('writes instants in English', () => {
  expect(formatInstant(new Date(2024, 0, 5, 15, 4).toISOString())).toMatch(/^Jan 5, 2024, 3:04\sPM$/);
  expect(formatLogTime(Date.UTC(2024, 0, 2, 3, 4, 5, 6))).toBe('03:04:05.006');
});
