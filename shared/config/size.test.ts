import { expect, it } from 'vitest';
import { parseSize } from './size.ts';

it.each([
  ['1KB', 1000],
  ['1KiB', 1024],
  ['500MB', 5e8],
  ['1.5GB', 1.5e9],
  ['2gib', 2 ** 31],
  ['1 TB', 1e12],
  ['1TIB', 2 ** 40],
])('%s is %d bytes', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

it.each(['', '5', 'MB', '0GB', '-1GB', '1e3MB', '1,5GB', '1PB', '1GB ', ' 1GB', '1B', '99999999TB', '.5GB'])(
  '"%s" is no size',
  (text) => {
    expect(parseSize(text)).toBeNull();
  },
);
