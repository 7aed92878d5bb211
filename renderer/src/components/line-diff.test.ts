import { expect, test } from 'vitest';
import { diffLines } from './line-diff.ts';

test('equal texts have no differences', () => {
  expect(diffLines('a\nb\n', 'a\nb\n')).toEqual([]);
});

test('a changed line is one taken out and one put in, with their places', () => {
  expect(diffLines('a\nb\nc', 'a\nB\nc')).toEqual([
    { kind: 'removed', line: 2, text: 'b' },
    { kind: 'added', line: 2, text: 'B' },
  ]);
});

test('lines between two changes stay out of the difference', () => {
  expect(diffLines('a\nb\nc\nd', 'x\nb\nc\ny\nz')).toEqual([
    { kind: 'removed', line: 1, text: 'a' },
    { kind: 'added', line: 1, text: 'x' },
    { kind: 'removed', line: 4, text: 'd' },
    { kind: 'added', line: 4, text: 'y' },
    { kind: 'added', line: 5, text: 'z' },
  ]);
});

test('repeated lines are told apart', () => {
  expect(diffLines('a\na\nb', 'a\nb\nb\n')).toHaveLength(3);
  expect(diffLines('', 'a')).toEqual([
    { kind: 'removed', line: 1, text: '' },
    { kind: 'added', line: 1, text: 'a' },
  ]);
});

test('texts too long for a table are still told whole', () => {
  const before = Array.from({ length: 3000 }, (_, index) => `a${index}`);
  const after = before.map((line) => `${line}!`);
  expect(diffLines(before.join('\n'), after.join('\n'))).toHaveLength(6000);
});
