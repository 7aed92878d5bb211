import { expect, test } from 'vitest';
import type { TrendPoint } from '../../../../../shared/ipc/history.ts';
import { checkTrends } from './check-trends.ts';

const point = (startedAt: string, checks: TrendPoint['checks']): TrendPoint => ({
  id: '4f6e6ae4-58b6-4f0e-9d6c-6b7b9f1b2c3d',
  startedAt,
  lines: 10,
  linesPerSecond: 5,
  checks,
});

test('each check has a row a run, with the threshold of that run', () => {
  const trends = checkTrends([
    point('2024-01-01T00:00:00.000Z', [
      { id: 'min_events', status: 'pass', measured: 10, threshold: 5, unit: 'events' },
      { id: 'min_dau', status: 'skipped', measured: null, threshold: 1, unit: 'players' },
    ]),
    point('2024-01-02T00:00:00.000Z', [
      { id: 'min_events', status: 'warn', measured: 4, threshold: 8, unit: 'events' },
    ]),
    point('2024-01-03T00:00:00.000Z', []),
  ]);
  expect(trends.map(({ definition, unit }) => [definition.label, unit])).toEqual([['Events', 'events']]);
  expect(
    trends[0]?.rows.map(({ run, measured, threshold, status }) => [run, measured, threshold, status]),
  ).toEqual([
    [1, 10, 5, 'pass'],
    [2, 4, 8, 'warn'],
    [3, null, null, null],
  ]);
});
