import { expect, test } from 'vitest';
import { parseColumns } from './columns.ts';

test.each([
  ['', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ['0,1,3,7', [0, 1, 3, 7]],
  ['7, 1;0  3,', [0, 1, 3, 7]],
  ['0-2, 8–20', [0, 1, 2, 8, 9]],
  ['1, 1, 30', [1]],
])('"%s" names its columns in order, each once, as far as the data reach', (text, numbers) => {
  expect(parseColumns(text, 9)).toEqual({ ok: true, numbers });
});

test.each([
  ['1, x', '"x" is no number or range, such as 7 or 0-7.'],
  ['-1', '"-1" is no number or range, such as 7 or 0-7.'],
  ['1.5', '"1.5" is no number or range, such as 7 or 0-7.'],
  ['30', 'The data reach to 9.'],
])('"%s" says what is wrong', (text, message) => {
  expect(parseColumns(text, 9)).toEqual({ ok: false, message });
});
