import { expect, it } from 'vitest';
import { formatShare } from './number.ts';

it.each([
  [0, '0%'],
  [3 / 150_232, '< 0.01%'],
  [0.0001, '0.01%'],
  [0.125, '12.5%'],
  [1 - 3 / 150_232, '> 99.99%'],
  [1, '100%'],
])('a share of %d is %s: what is not none does not read as none', (share, text) => {
  expect(formatShare(share)).toBe(text);
});
