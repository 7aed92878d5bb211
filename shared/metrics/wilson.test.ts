import { expect, test } from 'vitest';
import { wilsonInterval } from './wilson.ts';

// Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I,
// method 3: the score interval without continuity correction.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%i of %i lies in %f to %f, as published', (successes, trials, low, high) => {
  const interval = wilsonInterval(successes, trials);
  expect(interval?.low).toBeCloseTo(low, 4);
  expect(interval?.high).toBeCloseTo(high, 4);
});

test('all of them is the mirror of none of them', () => {
  const none = wilsonInterval(0, 20);
  const all = wilsonInterval(20, 20);
  expect(all?.high).toBe(1);
  expect(all?.low).toBeCloseTo(1 - (none?.high ?? 0), 12);
});

test('of nobody there is no share', () => {
  expect(wilsonInterval(0, 0)).toBeNull();
});
