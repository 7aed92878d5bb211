import { expect, test } from 'vitest';
import { moveEdge, moveSpan } from './brush-span.ts';
import { clipRange, daysWithin, defaultRange, presetRange } from './day-range.ts';
import { pointsOf } from './points.ts';

/** Days from 1 January 2024 on, the last ones incomplete. */
function daysOf(count: number, incomplete = 0) {
  return Array.from({ length: count }, (_, index) => ({
    event_date: new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10),
    is_complete: index < count - incomplete,
  }));
}

test('a preset is the last complete days, and the incomplete ones after them', () => {
  expect(presetRange(daysOf(14), 7)).toEqual({ from: '2024-01-08', to: '2024-01-14' });
  expect(presetRange(daysOf(14, 2), 7)).toEqual({ from: '2024-01-06', to: '2024-01-14' });
  expect(presetRange(daysOf(7), 7)).toBeNull();
});

test('at first the longest preset that can be compared, else all days', () => {
  expect(defaultRange(daysOf(13))).toEqual({ from: '2024-01-01', to: '2024-01-13' });
  expect(defaultRange(daysOf(14))).toEqual({ from: '2024-01-08', to: '2024-01-14' });
  expect(defaultRange(daysOf(59)).from).toBe('2024-02-22');
  expect(defaultRange(daysOf(60)).from).toBe('2024-01-31');
  expect(defaultRange(daysOf(1, 1))).toEqual({ from: '2024-01-01', to: '2024-01-01' });
});

test('a range is clipped to the days there are', () => {
  const days = daysOf(10);
  expect(clipRange(days, { from: '2023-01-01', to: '2024-01-02' })).toEqual({
    from: '2024-01-01',
    to: '2024-01-02',
  });
  expect(clipRange(days, { from: '2025-01-01', to: '2025-02-01' })).toBeNull();
  expect(clipRange(days, { from: '2024-01-05', to: '2024-01-04' })).toBeNull();
  expect(daysWithin(days, { from: '2024-01-04', to: '2024-01-05' })).toEqual(days.slice(3, 5));
});

test('a span moves as far as the days go, and its ends may pass each other', () => {
  expect(moveSpan([3, 5], -10, 10)).toEqual([0, 2]);
  expect(moveSpan([3, 5], 10, 10)).toEqual([7, 9]);
  expect(moveSpan([3, 5], 1, 10)).toEqual([4, 6]);
  expect(moveEdge(4, 7)).toEqual([4, 6]);
  expect(moveEdge(4, 5)).toEqual([4, 4]);
  expect(moveEdge(4, 4)).toEqual([4, 4]);
  expect(moveEdge(4, 1)).toEqual([1, 4]);
});

test('up to 1,000 days are a point each; more are put together, and none is lost', () => {
  expect(pointsOf(daysOf(1000, 1))).toHaveLength(1000);
  const points = pointsOf(daysOf(2501, 1));
  expect(points).toHaveLength(834);
  expect(points.flatMap(({ days }) => days)).toEqual(daysOf(2501, 1));
  expect(points.map(({ isComplete }) => isComplete).lastIndexOf(true)).toBe(832);
  expect(points[832]?.isLastComplete).toBe(true);
  expect(points.filter(({ isLastComplete }) => isLastComplete)).toHaveLength(1);
  expect(points.at(-1)).toMatchObject({ isComplete: false, lastDate: '2030-11-05' });
});
