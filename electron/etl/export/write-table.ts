import { z } from 'zod';
import type { ExportForm } from '../../../shared/ipc/export.ts';
import { quoteIdentifier, quoteText } from '../../../shared/sql/quote.ts';
import type { Database } from '../duckdb/database.ts';
import { readParquet, rowGroupSize, wideColumns } from '../duckdb/parquet.ts';
import { type Column, expressionOf, optionsOf, selectedColumn } from './table-form.ts';

type Copy = {
  /** The run's own Parquet file. */
  source: string;
  /** A file, or a folder that does not exist yet. */
  target: string;
  form: ExportForm;
  isByDate: boolean;
  /** Only so many of the first rows. */
  limit?: number;
  onShare?: (share: number | null) => void;
};

const dateColumn = 'event_date';
// Rows that wait for a place in their day's file are held in memory: fewer where there are many columns.
const waitingCells = 524_288 * 16;

/**
 * Writes a table in another form, in the order of its rows; by date, in their order within each day.
 *
 * - Parquet: columns and types are those of the run.
 * - CSV: a header line; RFC 4180 quoting; NULL is nothing at all, an empty text is `""`.
 * - JSON lines: an object a line; NULL is `null`; whole numbers keep all their digits.
 * - In both: dates are `2024-01-15`, times ISO 8601 in UTC to the microsecond, `2024-01-15T14:30:00.000000+00:00`.
 * - By date: `event_date` is in the folder's name, as Hive has it, and not in the files.
 * @returns the number of rows written
 */
export async function writeTable(database: Database, copy: Copy): Promise<number> {
  const { form, isByDate, onShare } = copy;
  const columns = await columnsOf(database, copy.source);
  const sql = copyStatement(columns, copy);
  const write = () => database.copy(sql, onShare === undefined ? {} : { onShare });
  if (isByDate) {
    const rows = Math.max(rowGroupSize(columns.length), Math.floor(waitingCells / columns.length));
    await database.run(`SET partitioned_write_flush_threshold = ${rows}`);
  }
  // Several threads write the rows of a day in any order, and hold too much of a wide table.
  const isSerial = isByDate || (form.format === 'parquet' && columns.length > wideColumns);
  return isSerial ? database.serially(write) : write();
}

async function columnsOf(database: Database, source: string): Promise<Column[]> {
  const row = z
    .object({ column_name: z.string(), column_type: z.string() })
    .transform(({ column_name, column_type }) => ({ name: column_name, type: column_type }));
  const columns = await database.query(row, `DESCRIBE SELECT * FROM ${readParquet(source)}`);
  return columns.filter(({ name }) => name !== 'file_row_number');
}

function copyStatement(columns: readonly Column[], copy: Copy): string {
  const { source, target, form, isByDate, limit } = copy;
  const from = `FROM ${readParquet(source)}${limit === undefined ? '' : ` LIMIT ${limit}`}`;
  const query = `SELECT ${columns.map((column) => selectedColumn(column, form)).join(', ')} ${from}`;
  const to = `TO ${quoteText(target)}`;
  if (!isByDate) return `COPY (${query}) ${to} (${optionsOf(form, columns.length)})`;
  if (form.format !== 'jsonl')
    return `COPY (${query}) ${to} (${optionsOf(form, columns.length)}, PARTITION_BY (${dateColumn}))`;
  // DuckDB's JSON writer knows no partitions: each line is made here, and written as the only column of an unquoted CSV.
  // JSON holds neither line ends nor the delimiter as they are.
  const fields = columns
    .filter(({ name }) => name !== dateColumn)
    .map((column) => `${quoteIdentifier(column.name)} := ${expressionOf(column, form)}`);
  const lines = `SELECT to_json(struct_pack(${fields.join(', ')})) AS line, ${dateColumn} ${from}`;
  return `COPY (${lines}) ${to} (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER e'\\x01', FILE_EXTENSION 'jsonl', PARTITION_BY (${dateColumn}))`;
}
