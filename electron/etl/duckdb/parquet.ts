import { quotePath } from '../../../shared/sql/quote.ts';

// Small row groups keep writers and later readers busy on all threads and cut the time by a fifth (measured).
const rowsPerGroup = 30_720;
// A writer holds whole row groups in memory, which cannot spill: many columns make for fewer rows in each.
const cellsPerGroup = rowsPerGroup * 64;
const leastRowsPerGroup = 4096;

/** From here on a row group of results on each thread weighs more than the threads are worth: see Database.serially. */
export const wideColumns = 100;

/** The rows of a row group in a file of so many columns. */
export function rowGroupSize(columns: number): number {
  return Math.max(leastRowsPerGroup, Math.min(rowsPerGroup, Math.floor(cellsPerGroup / columns)));
}

/** How every Parquet file is written, as options of COPY. Name the number of columns where it may be large. */
export function parquet(columns = 1): string {
  return `(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${rowGroupSize(columns)})`;
}

/**
 * A Parquet file as a table, with `file_row_number`, 0-based. Without the option DuckDB would take a folder
 * `event_type=purchase` in the path for a column.
 */
export function readParquet(path: string): string {
  return `read_parquet(${quotePath(path)}, file_row_number = true, hive_partitioning = false)`;
}
