import { isCollection, isNode, isPair, isScalar, type Pair } from 'yaml';

/** Replaces the text from `start` to `end` (offsets); an insertion where they are equal. */
export type Splice = { start: number; end: number; text: string };

export function applySplices(text: string, splices: readonly Splice[]): string {
  return splices
    .toSorted((a, b) => b.start - a.start)
    .reduce((result, { start, end, text: inserted }) => {
      return result.slice(0, start) + inserted + result.slice(end);
    }, text);
}

/** The line end the text uses. */
export function endOfLine(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** The start of the next line, or the end of the text. */
export function nextLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline === -1 ? text.length : newline + 1;
}

/** White space as wide as what stands before the offset on its line. */
function indentAt(text: string, offset: number): string {
  return ' '.repeat(offset - lineStart(text, offset));
}

/** Inserts whole lines at the start of a line, or at the end of a text whose last line may have no line end. */
export function insertLines(text: string, offset: number, lines: readonly string[]): Splice {
  const eol = endOfLine(text);
  const isMidLine = lineStart(text, offset) !== offset;
  const block = lines.join(eol);
  return { start: offset, end: offset, text: isMidLine ? eol + block : block + eol };
}

/** Whether there is nothing after the colon (`""` is something). */
export function isBlank(value: unknown): boolean {
  return isScalar(value) && value.range?.[0] === value.range?.[1];
}

/** Where a node or pair ends, before any comment or white space that follows it. */
export function contentEnd(text: string, item: unknown): number {
  // The parser sets a blank value after the comments that follow it.
  if (isPair(item) && isBlank(item.value)) return colonEnd(text, item);
  if (isPair(item)) return contentEnd(text, item.value ?? item.key);
  if (isCollection(item) && !item.flow && item.items.length > 0) return contentEnd(text, item.items.at(-1));
  const end = isNode(item) ? (item.range?.[1] ?? 0) : 0;
  return isScalar(item) && item.type?.startsWith('BLOCK') ? text.slice(0, end).trimEnd().length : end;
}

/** Where the colon after a pair's key ends. */
export function colonEnd(text: string, pair: Pair): number {
  return text.indexOf(':', contentEnd(text, pair.key)) + 1;
}

/** White space as wide as what stands before a pair's key. */
export function indentOf(text: string, { key }: Pair): string {
  return indentAt(text, isNode(key) ? (key.range?.[0] ?? 0) : 0);
}
