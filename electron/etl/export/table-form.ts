import { spreadsheetText, spreadsheetTextSql } from '../../../shared/format/spreadsheet-text.ts';
import type { ExportForm } from '../../../shared/ipc/export.ts';
import { quoteIdentifier } from '../../../shared/sql/quote.ts';
import { rowGroupSize } from '../duckdb/parquet.ts';

/** A column of a table, its type as DuckDB names it. */
export type Column = { readonly name: string; readonly type: string };

// The long name and the short one of the same type.
const timeTypes: ReadonlySet<string> = new Set(['TIMESTAMP WITH TIME ZONE', 'TIMESTAMPTZ']);

type TextForm = Pick<ExportForm, 'format' | 'texts'>;

function isForSpreadsheet({ format, texts }: TextForm): boolean {
  return format === 'csv' && texts === 'spreadsheet';
}

/** A column as it is selected for a form, under its own name. */
export function selectedColumn(column: Column, form: TextForm): string {
  const name = isForSpreadsheet(form) ? spreadsheetText(column.name) : column.name;
  return `${expressionOf(column, form)} AS ${quoteIdentifier(name)}`;
}

/** The value of a column in a form: text has no type for a time with its zone. */
export function expressionOf({ name, type }: Column, form: TextForm): string {
  const column = quoteIdentifier(name);
  if (type === 'VARCHAR' && isForSpreadsheet(form)) return spreadsheetTextSql(column);
  if (form.format === 'parquet' || !timeTypes.has(type)) return column;
  return `strftime(timezone('UTC', ${column}), '%Y-%m-%dT%H:%M:%S.%f+00:00')`;
}

/** The form as options of COPY. */
export function optionsOf({ format, compression }: ExportForm, columns: number): string {
  switch (format) {
    case 'parquet': {
      const codec = compression === 'none' ? 'uncompressed' : compression;
      return `FORMAT parquet, COMPRESSION ${codec}, ROW_GROUP_SIZE ${rowGroupSize(columns)}`;
    }
    case 'csv':
      return 'FORMAT csv, HEADER true';
    case 'jsonl':
      return 'FORMAT json';
  }
}
