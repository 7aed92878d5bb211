import { rm } from 'node:fs/promises';
import { quotePath, quoteText } from '../../../shared/sql/quote.ts';
import type { Database } from '../duckdb/database.ts';
import { parquet } from '../duckdb/parquet.ts';

/**
 * Writes the rows of several statements, one after the other, into one Parquet file, so that no more than one of them
 * is in memory at a time.
 * @returns the number of rows
 */
export async function writePieces(
  database: Database,
  path: string,
  statements: readonly string[],
): Promise<number> {
  const copy = (sql: string, to: string) => database.copy(`COPY (${sql}) TO ${quoteText(to)} ${parquet()}`);
  const [only, ...more] = statements;
  if (only !== undefined && more.length === 0) return copy(only, path);
  const pieces = statements.map((_, index) => `${path}.${index}`);
  try {
    for (const [index, sql] of statements.entries()) await copy(sql, `${path}.${index}`);
    return await copy(
      `FROM read_parquet([${pieces.map(quotePath).join(', ')}], hive_partitioning = false)`,
      path,
    );
  } finally {
    for (const piece of pieces) await rm(piece, { force: true });
  }
}
