import { quotePath } from '../../../shared/sql/quote.ts';

// Small row groups keep writers and later readers busy on all threads and cut the time by a fifth (measured).
const rowsPerGroup = 30_720;
// A writer holds whole row groups in memory, which cannot spill: many columns make for fewer rows in each.
const cellsPerGroup = rowsPerGroup * 64;
const leastRowsPerGroup = 4096;

// So many bytes of text wait in a writer, whatever the length of a row.
const textBytesPerGroup = 32 * 1024 * 1024;

/** DuckDB works on so many rows at a time, and on fewer only where a row group holds fewer. */
export const vectorRows = 2048;

/** From here on a row group of results on each thread weighs more than the threads are worth: see Database.serially. */
export const wideColumns = 100;

/**
 * Rows of which a vector holds more text than this are written serially, in row groups that end after so many bytes: what
 * reads them then works on few at a time. Parsing JSON takes tens of times the text.
 */
export const heavyVectorBytes = 16 * 1024 * 1024;
const bytesPerHeavyGroup = 4 * 1024 * 1024;

/** The rows of a row group in a file of so many columns, and so much text in its heaviest vector. */
export function rowGroupSize(columns: number, vectorBytes = 0): number {
  const byText = Math.floor(textBytesPerGroup / (vectorBytes / vectorRows || 1));
  return Math.max(leastRowsPerGroup, Math.min(rowsPerGroup, Math.floor(cellsPerGroup / columns), byText));
}

/** How every Parquet file is written, as options of COPY. Name the columns and the text of a vector where either may be large. */
export function parquet(columns = 1, vectorBytes = 0): string {
  return `(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${rowGroupSize(columns, vectorBytes)})`;
}

/** As `parquet`, in row groups of few bytes. DuckDB takes it within `Database.serially` alone. */
export function heavyParquet(columns = 1): string {
  return `(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${rowGroupSize(columns)}, ROW_GROUP_SIZE_BYTES ${bytesPerHeavyGroup})`;
}

/**
 * A Parquet file as a table, with `file_row_number`, 0-based. Without the option DuckDB would take a folder
 * `event_type=purchase` in the path for a column.
 */
export function readParquet(path: string): string {
  return `read_parquet(${quotePath(path)}, file_row_number = true, hive_partitioning = false)`;
}
