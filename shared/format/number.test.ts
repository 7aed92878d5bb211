import { expect, it } from 'vitest';
import { formatEstimate, formatMagnitude, formatProgress, formatShare } from './number.ts';

it.each([
  [0, '0%', '0%'],
  [3 / 150_232, '< 0.01%', '< 0.1%'],
  [0.0001, '0.01%', '< 0.1%'],
  [0.125, '12.5%', '12.5%'],
  [0.1234, '12.34%', '12.3%'],
  [0.9995, '99.95%', '> 99.9%'],
  [1 - 3 / 150_232, '> 99.99%', '> 99.9%'],
  [1, '100%', '100%'],
])('a share of %d is %s, or %s: what is not none does not read as none', (share, two, one) => {
  expect(formatShare(share)).toBe(two);
  expect(formatShare(share, 1)).toBe(one);
});

it('is done at the end alone', () => {
  expect([0, 0.004, 0.42, 0.999, 1].map(formatProgress)).toEqual(['0%', '0%', '42%', '99%', '100%']);
});

it('writes an estimate with three digits', () => {
  expect([7, 1234, 955_290].map(formatEstimate)).toEqual(['≈ 7', '≈ 1,230', '≈ 955,000']);
});

it('keeps very large and very small numbers short', () => {
  expect([0, 1.23456789, -9.223372036854776e18, 0.00001].map(formatMagnitude)).toEqual([
    ...['0', '1.23457', '-9.22e+18', '1.00e-5'],
  ]);
});
