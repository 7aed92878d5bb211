import { expect, test } from 'vitest';
import { overlayRows } from './overlay-rows.ts';

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
