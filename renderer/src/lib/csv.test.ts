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

test('a text that a spreadsheet would run has an apostrophe before it', () => {
  expect(toCsv({ header: ['=x'], rows: [['=1+1'], ['-5'], [-5], ['@a'], ['a;=b'], ['plain']] })).toBe(
    "'=x\r\n'=1+1\r\n-5\r\n-5\r\n'@a\r\na;'=b\r\nplain\r\n",
  );
});
