import { expect, it } from 'vitest';
import { formatShort } from './format.ts';

it.each([
  [0, '$0'],
  [4.5, '$4.50'],
  [18, '$18'],
  [101.95, '$102'],
  [2250, '$2.25K'],
  [12_000, '$12K'],
])('the amount %d is short as %s', (amount, text) => {
  expect(formatShort(amount, 'money')).toBe(text);
});
