import { isNode, isScalar, type Pair, type YAMLSeq } from 'yaml';
import { escapeVariables } from './variables.ts';
import { colonEnd, contentEnd, endOfLine, lineStart, nextLine, type Splice } from './yaml-splice.ts';
import { renderValue } from './yaml-text.ts';

/** An entry's own line with its comment, and the lines of comments that follow it. */
type Entry = { key: string; head: string; tail: string };

function readEntries(text: string, list: YAMLSeq, end: number): Entry[] {
  const starts = list.items.map((item) => lineStart(text, isNode(item) ? (item.range?.[0] ?? 0) : 0));
  return list.items.map((item, index) => {
    const headEnd = nextLine(text, contentEnd(text, item));
    const head = text.slice(starts[index], headEnd);
    return {
      key: JSON.stringify(isScalar(item) ? item.value : item),
      head: head.endsWith('\n') ? head : head + endOfLine(text),
      tail: text.slice(headEnd, starts[index + 1] ?? end),
    };
  });
}

/**
 * Changes a list with an entry a line (`- session_start`). Entries that stay keep their line and its comment;
 * comments on lines of their own all stay.
 */
export function editBlockList(text: string, pair: Pair, list: YAMLSeq, values: readonly unknown[]): Splice[] {
  const start = lineStart(text, Math.max(0, list.range?.[0] ?? 0));
  const end = nextLine(text, contentEnd(text, list));
  const entries = readEntries(text, list, end);
  const heads = new Map(entries.map(({ key, head }) => [key, head]));
  const dash = /^\s*- */.exec(text.slice(start))?.[0] ?? '- ';
  const keyOf = (value: unknown) =>
    JSON.stringify(typeof value === 'string' ? escapeVariables(value) : value);
  const lineOf = (value: unknown) => heads.get(keyOf(value)) ?? dash + renderValue(value) + endOfLine(text);

  const written: string[] = [];
  let next = 0;
  for (const { key, tail } of entries) {
    const kept = values.findIndex((value, index) => index >= next && keyOf(value) === key);
    if (kept !== -1) {
      written.push(...values.slice(next, kept + 1).map(lineOf));
      next = kept + 1;
    }
    written.push(tail);
  }
  written.push(...values.slice(next).map(lineOf));

  const splices = [{ start, end, text: written.join('') }];
  if (values.length > 0) return splices;
  const colon = colonEnd(text, pair);
  return [...splices, { start: colon, end: colon, text: ' []' }];
}
