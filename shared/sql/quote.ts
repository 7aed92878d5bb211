/** A name as a SQL identifier: `a"b` becomes `"a""b"`. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as a SQL literal, for places where DuckDB takes no bound parameter (COPY targets, function options). */
export function quoteText(text: string): string {
  const literal = `'${text.replaceAll("'", "''")}'`;
  // The parser stops at a NUL character, which a JSON key may hold.
  return text.includes('\0') ? `(${literal.replaceAll('\0', "' || chr(0) || '")})` : literal;
}

/**
 * A path to read from as a SQL literal. DuckDB takes `*`, `?` and `[` for a pattern, even where a file has that very
 * name, so `a[1].jsonl` would read `a1.jsonl`; in brackets they stand for themselves.
 */
export function quotePath(path: string): string {
  return quoteText(path.replace(/[*?[]/g, '[$&]'));
}

/** Texts as a SQL list literal: `['a', 'b']`. */
export function quoteTextList(texts: readonly string[]): string {
  return `[${texts.map(quoteText).join(', ')}]`;
}

/** An instant as a SQL literal, independent of the session's time zone. */
export function quoteInstant(instant: Date): string {
  return `make_timestamptz(${instant.getTime() * 1000}::BIGINT)`;
}
