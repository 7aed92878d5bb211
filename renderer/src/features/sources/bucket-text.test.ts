import { describe, expect, it } from 'vitest';
import { bucketText, type Histogram, rangeText } from './bucket-text.ts';

describe('a histogram of numbers', () => {
  const whole = { kind: 'numbers', min: 0, max: 21, bucketWidth: 2, counts: Array(11).fill(1) } as const;

  it('names whole numbers one by one or from the first to the last of a bucket', () => {
    expect(rangeText(whole)).toBe('0 to 21');
    expect(bucketText(whole, 10, true)).toBe('20 to 21');
    expect(bucketText({ ...whole, max: 3, bucketWidth: 1 }, 2, true)).toBe('2');
    expect(bucketText({ ...whole, min: 1, max: 11, bucketWidth: 2 }, 5, true)).toBe('11');
  });

  it('names the ends of a bucket of other numbers', () => {
    const prices = {
      kind: 'numbers',
      min: 0.99,
      max: 99.99,
      bucketWidth: 8.25,
      counts: Array(12).fill(1),
    } as const;
    expect(bucketText(prices, 0, false)).toBe('0.99 to 9.24');
    expect(bucketText(prices, 11, false)).toBe('91.74 to 99.99');
  });

  it('keeps very large and very small ones short', () => {
    expect(rangeText({ ...whole, min: -9.223372036854776e18, max: 0.00001 })).toBe('-9.22e+18 to 1.00e-5');
    expect(rangeText({ ...whole, min: 7, max: 7 })).toBe('only 7');
  });
});

describe('a histogram of days', () => {
  const days: Histogram = { kind: 'days', firstDay: '2024-02-28', daysPerBucket: 1, counts: [1, 0, 2] };

  it('counts on from the first day', () => {
    expect(rangeText(days)).toBe('Feb 28, 2024 to Mar 1, 2024');
    expect(bucketText(days, 2, false)).toBe('Mar 1, 2024');
    expect(rangeText({ ...days, counts: [4] })).toBe('only Feb 28, 2024');
  });

  it('names the first and the last day of a bucket of several', () => {
    const weeks = { ...days, daysPerBucket: 7 };
    expect(rangeText(weeks)).toBe('Feb 28, 2024 to Mar 19, 2024, per 7 days');
    expect(bucketText(weeks, 1, false)).toBe('Mar 6, 2024 to Mar 12, 2024');
  });
});
