/** The end of a log, of bounded size: what is before it stands in the log's file alone. */
export type LogTail<Line> = {
  readonly lines: readonly Line[];
  /** UTF-16 units of the messages. */
  readonly characters: number;
  /** Lines that came before these. */
  readonly leftOut: number;
};

export type LogLimits = { maxLines: number; maxCharacters: number };

export const emptyLog: LogTail<never> = { lines: [], characters: 0, leftOut: 0 };

/** The tail after further lines. The last line stays, however long. */
export function withLines<Line extends { message: string }>(
  { lines, characters, leftOut }: LogTail<Line>,
  added: readonly Line[],
  { maxLines, maxCharacters }: LogLimits,
): LogTail<Line> {
  const all = [...lines, ...added];
  let size = added.reduce((sum, { message }) => sum + message.length, characters);
  let from = 0;
  while (from < all.length - 1 && (all.length - from > maxLines || size > maxCharacters)) {
    size -= all[from]?.message.length ?? 0;
    from += 1;
  }
  return { lines: from === 0 ? all : all.slice(from), characters: size, leftOut: leftOut + from };
}
