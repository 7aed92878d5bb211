import { isCollection, isMap, isNode, isScalar, isSeq, type Node, type Pair, visit } from 'yaml';
import { editBlockList } from './edit-list.ts';
import { contentEnd, indentOf, insertLines, isBlank, nextLine, type Splice } from './yaml-splice.ts';
import { renderValue } from './yaml-text.ts';

/** Comments between the brackets of a value. */
function commentsIn(text: string, value: Node): string[] {
  const [start = 0, end = start] = value.range ?? [];
  let rest = text.slice(start, end);
  visit(value, {
    Scalar(_, { range }) {
      const [from = 0, to = from] = range?.map((offset) => offset - start) ?? [];
      rest = rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to);
    },
  });
  return (rest.match(/#.*/g) ?? []).map((comment) => comment.trimEnd());
}

/** Writes `rendered` in the place of a pair's value; comments within the old value move below it. */
export function replaceText(text: string, pair: Pair, rendered: string): Splice[] {
  const old = pair.value;
  if (!isNode(old) || isBlank(old)) {
    const at = contentEnd(text, pair);
    return [{ start: at, end: at, text: isNode(old) ? ` ${rendered}` : `: ${rendered}` }];
  }
  const [start = 0, end = start] = old.range ?? [];
  if (isScalar(old) && old.type?.startsWith('BLOCK')) {
    const [comment = ''] = /\s#[^\r\n]*/.exec(text.slice(start, nextLine(text, start))) ?? [];
    return [{ start, end: contentEnd(text, old), text: rendered + comment }];
  }
  const replaced = { start, end, text: rendered };
  const comments = isCollection(old) ? commentsIn(text, old) : [];
  if (comments.length === 0) return [replaced];
  const lines = comments.map((comment) => indentOf(text, pair) + comment);
  return [replaced, insertLines(text, nextLine(text, end), lines)];
}

/** Sets the value of a pair that is there; `undefined` where that would take more than the value away. */
export function replaceValue(text: string, pair: Pair, value: unknown): Splice[] | undefined {
  const old = pair.value;
  if (isMap(old)) return undefined;
  if (!isSeq(old) || old.flow) return replaceText(text, pair, renderValue(value));
  return Array.isArray(value) ? editBlockList(text, pair, old, value) : undefined;
}
