import { describe, expect, test } from 'vitest';
import { readJson } from './json-tree.ts';
import { exactDecimal, exactSum, numberOf, numberText, ratio } from './numbers.ts';

test.each([
  ['12', '12'],
  ['-0.50', '-0.50'],
  ['1e2', '1e2'],
  ['"9.99"', '9.99'],
  ['"-3"', '-3'],
  ['"1e2"', '1e2'],
  ['1e400', undefined],
  ['"1e400"', undefined],
  ['""', undefined],
  ['"abc"', undefined],
  ['" 5"', undefined],
  ['"1,5"', undefined],
  ['"1_000"', undefined],
  ['"0x10"', undefined],
  ['"NaN"', undefined],
  ['"Infinity"', undefined],
  ['true', undefined],
  ['null', undefined],
  ['[1]', undefined],
])('%s read as a number is %s', (json, expected) => {
  expect(numberText(readJson(json))).toBe(expected);
});

describe('exact decimals', () => {
  test.each([
    ['0', 0n],
    ['1', 1_000_000_000n],
    ['-1.5', -1_500_000_000n],
    ['0.123456789', 123_456_789n],
    ['0.0000000005', 1n],
    ['-0.0000000005', -1n],
    ['0.00000000049', 0n],
    ['12e-1', 1_200_000_000n],
    ['1.2E+2', 120_000_000_000n],
    ['1e-400', 0n],
    ['+7', 7_000_000_000n],
  ])('%s', (text, expected) => {
    expect(exactDecimal(text)).toBe(expected);
  });

  test('a sum carries no error of binary fractions', () => {
    expect(numberOf(exactSum(Array.from({ length: 10 }, () => '0.1')))).toBe(1);
    expect(numberOf(exactSum(['0.1', '0.2']))).toBe(0.3);
    expect(numberOf(exactSum(['0.1', '-0.3']))).toBe(-0.2);
    expect(numberOf(exactSum([]))).toBe(0);
  });
});

test('a ratio is NULL over 0 and of NULL', () => {
  expect([ratio(1, 4), ratio(0, 4), ratio(1, 0), ratio(null, 4)]).toEqual([0.25, 0, null, null]);
});
