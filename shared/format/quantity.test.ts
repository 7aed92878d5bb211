import { expect, it } from 'vitest';
import { formatBytes, formatSeconds } from './quantity.ts';

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
