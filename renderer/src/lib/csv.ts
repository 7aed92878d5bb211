/** A cell of a table; null is an empty cell. */
export type Cell = string | number | boolean | null;

export type TableData = { readonly header: readonly string[]; readonly rows: readonly (readonly Cell[])[] };

/** A table as CSV (RFC 4180): a header, CRLF line ends, quotes where they are needed. Numbers are written in full. */
export function toCsv({ header, rows }: TableData): string {
  return [header, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(cell: Cell): string {
  const text = cell === null ? '' : String(cell);
  // An empty text is not the same as no value.
  return text === '' && cell !== null
    ? '""'
    : /[",\r\n]/.test(text)
      ? `"${text.replaceAll('"', '""')}"`
      : text;
}
