import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('a table as CSV keeps quotes, line ends and commas, and tells no value from an empty one', () => {
  const header = ['day', 'note'];
  const rows = [
    ['2024-01-15', 'a "b", c'],
    ['2024-01-16', null],
    ['2024-01-17', ''],
    [0.1, 'two\nlines'],
  ];
  expect(toCsv({ header, rows })).toBe(
    'day,note\r\n2024-01-15,"a ""b"", c"\r\n2024-01-16,\r\n2024-01-17,""\r\n0.1,"two\nlines"\r\n',
  );
});
