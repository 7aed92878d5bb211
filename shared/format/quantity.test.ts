import { expect, it } from 'vitest';
import { formatBytes, formatRate, formatSeconds, formatSpan } from './quantity.ts';

it('writes sizes in thousands', () => {
  expect([0, 999, 1500, 999_949, 12_345_678, 2e13].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '1.5 KB',
    '1,000 KB',
    '12.3 MB',
    '20 TB',
  ]);
});

it('writes durations in two units at most', () => {
  expect([0, 0.812, 9.999, 59.6, 75.2, 3600, 3725].map(formatSeconds)).toEqual([
    '0 s',
    '0.81 s',
    '10 s',
    '1 min 0 s',
    '1 min 15 s',
    '1 h 0 min',
    '1 h 2 min',
  ]);
});

it('writes lengths of time in their largest unit', () => {
  const lengths = [0, 1, 60, 150, 3600, 21_600, 86_400, 604_800, 31_536_000, 3_153_600_000];
  expect(lengths.map(formatSpan)).toEqual([
    ...['0 s', '1 s', '1 min', '2.5 min', '1 h', '6 h', '1 day', '7 days', '1 year', '100 years'],
  ]);
});

it('writes rates by the second', () => {
  expect(formatRate(1_500_000.4, 'bytes')).toBe('1.5 MB/s');
  expect(formatRate(12_345.6, 'lines')).toBe('12,346 lines/s');
});
