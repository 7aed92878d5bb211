import { spreadsheetText } from '../../../shared/format/spreadsheet-text.ts';

/** A cell of a table; null is an empty cell. */
export type Cell = string | number | boolean | null;

export type TableData = { readonly header: readonly string[]; readonly rows: readonly (readonly Cell[])[] };

/**
 * A table as CSV (RFC 4180): a header, CRLF line ends, quotes where they are needed. Numbers are written in full. A text
 * that a spreadsheet would run as a formula has an apostrophe before it: names in a table come from the data.
 */
export function toCsv({ header, rows }: TableData): string {
  return [header, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(cell: Cell): string {
  const text = cell === null ? '' : typeof cell === 'string' ? spreadsheetText(cell) : String(cell);
  // An empty text is not the same as no value.
  return text === '' && cell !== null
    ? '""'
    : /[",\r\n]/.test(text)
      ? `"${text.replaceAll('"', '""')}"`
      : text;
}
