import { expect, test } from 'vitest';
import { emptyLog, type LogTail, withLines } from './log-tail.ts';

type Line = { message: string };
const limits = { maxLines: 3, maxCharacters: 10 };
const linesOf = (...messages: string[]): Line[] => messages.map((message) => ({ message }));
const after = (...batches: Line[][]) =>
  batches.reduce<LogTail<Line>>((tail, added) => withLines(tail, added, limits), emptyLog);

test('the last lines stay, and it is known how many there were before them', () => {
  expect(after(linesOf('a', 'b'), linesOf('c'))).toEqual({
    lines: linesOf('a', 'b', 'c'),
    characters: 3,
    leftOut: 0,
  });
  expect(after(linesOf('a', 'b'), linesOf('c', 'd', 'e'))).toEqual({
    lines: linesOf('c', 'd', 'e'),
    characters: 3,
    leftOut: 2,
  });
});

test('long lines push out more of those before them, but never themselves', () => {
  expect(after(linesOf('aaaa', 'bbbb'), linesOf('cccc'))).toMatchObject({ leftOut: 1, characters: 8 });
  expect(after(linesOf('a', 'b'), linesOf('c'.repeat(100)), linesOf('d'))).toEqual({
    lines: linesOf('d'),
    characters: 1,
    leftOut: 3,
  });
  expect(after(linesOf('c'.repeat(100)))).toMatchObject({ leftOut: 0, characters: 100 });
});
