import { expect, test } from 'vitest';
import { overlayPoints, overlayRows } from './overlay-rows.ts';

const day = (date: string, dayIndex: number, dau: number) => ({ date, dayIndex, dau, isComplete: true });
const a = [day('2024-01-09', 0, 5), day('2024-01-10', 1, 6)];
const b = [day('2024-01-10', 0, 7), day('2024-01-11', 1, 8)];

test('by date, the same calendar day stands at one place', () => {
  expect(overlayRows(a, b, 'date').map(({ x, a, b }) => [x, a?.dau ?? null, b?.dau ?? null])).toEqual([
    ['2024-01-09', 5, null],
    ['2024-01-10', 6, 7],
    ['2024-01-11', null, 8],
  ]);
});

test('by day number, the first day of each does', () => {
  expect(overlayRows(a, b, 'day').map(({ x, a, b }) => [x, a?.dau ?? null, b?.dau ?? null])).toEqual([
    [0, 5, 7],
    [1, 6, 8],
  ]);
  const many = Array.from({ length: 12 }, (_, index) => day(`2024-01-${10 + index}`, index, 1));
  expect(overlayRows(many, [], 'day').map(({ x }) => x)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

test('up to 1,000 places are a point each; more are put together, each run by the mean of its own days', () => {
  const days = (count: number, dau: (index: number) => number) =>
    Array.from({ length: count }, (_, index) => ({
      ...day('', index, dau(index)),
      isComplete: index < 2400,
    }));
  const pointsOf = (count: number) =>
    overlayPoints(
      overlayRows(
        days(count, (index) => index),
        days(4, () => 7),
        'day',
      ),
    );
  const few = pointsOf(1000);
  expect(few).toHaveLength(1000);
  expect(few.slice(3, 5).map(({ x, a, b }) => [x, a, b])).toEqual([
    [3, 3, 7],
    [4, 4, null],
  ]);
  const many = pointsOf(2401);
  expect(many).toHaveLength(801);
  expect(many.slice(0, 3).map(({ x, a, b }) => [x, a, b])).toEqual([
    [0, 1, 7],
    [3, 4, 7],
    [6, 7, null],
  ]);
  expect(many.at(-1)).toEqual({ x: 2400, a: 2400, b: null, isOpenA: true, isOpenB: false });
  expect(many.filter(({ isOpenA }) => isOpenA)).toHaveLength(1);
});
