import { expect, test } from 'vitest';
import { retentionDifferences } from './retention-difference.ts';

test('B minus A on each day number that one of them has', () => {
  const a = [
    { day: 0, cohorts: 2, players: 10, active: 10 },
    { day: 1, cohorts: 2, players: 10, active: 4 },
    { day: 2, cohorts: 1, players: 8, active: 2 },
  ];
  const b = [
    { day: 0, cohorts: 1, players: 4, active: 4 },
    { day: 1, cohorts: 1, players: 4, active: 3 },
    { day: 7, cohorts: 1, players: 4, active: 0 },
  ];
  expect(retentionDifferences(a, b).map(({ day, difference }) => [day, difference])).toEqual([
    [0, 0],
    [1, 0.75 - 0.4],
    [2, null],
    [7, null],
  ]);
  expect(retentionDifferences([], [])).toEqual([]);
});
