import { expect, test } from 'vitest';
import { shareOf } from './export-state.ts';

test('the share done is of the bytes, and claimed only where it is known', () => {
  const name = 'events_cleaned.csv';
  expect(shareOf({ name, done: 50, total: 200 })).toBe(0.25);
  expect(shareOf({ name, done: 300, total: 200 })).toBe(1);
  expect(shareOf({ name, done: null, total: 200 })).toBeNull();
  expect(shareOf({ name, done: 0, total: 0 })).toBeNull();
  expect(shareOf(null)).toBeNull();
});
