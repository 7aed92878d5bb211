import { rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DuckDBValue } from '@duckdb/node-api';
import { CancelledError } from '../../../shared/errors.ts';
import { quoteText } from '../../../shared/sql/quote.ts';
import { flush } from '../output/flush.ts';
import { takeOnMode } from '../output/take-on-mode.ts';
import type { OpenRun } from '../queries/open-run.ts';
import { withWorkFolder } from '../work-folder.ts';
import { type Column, optionsOf, selectedColumn } from './table-form.ts';
import { explainWriteFailure } from './write-failure.ts';

const form = { format: 'csv', compression: 'none', layout: 'single', texts: 'spreadsheet' } as const;

/** A file to write, and who hears of it. */
export type CsvTarget = {
  path: string;
  signal: AbortSignal;
  /** Called a few times a second with the share done, 0..1, or null where DuckDB cannot tell. */
  onShare: (share: number | null) => void;
};

/** Rows of an open run: `from` is a FROM clause with its conditions and its order. */
type Rows = { columns: readonly Column[]; from: string; params: Record<string, DuckDBValue> };

/**
 * Writes rows to a file in the form of an export as CSV for spreadsheets: whoever saves a view opens it in one. They go from
 * DuckDB to the disk: memory does not grow with them. The file appears once it is whole, with the permissions of the
 * one it replaces, or else its owner's alone.
 * @throws CancelledError, OutputError where the file cannot be written
 */
export async function writeCsv(
  run: OpenRun,
  rows: Rows,
  { path, signal, onShare }: CsvTarget,
): Promise<void> {
  const select = rows.columns.map((column) => selectedColumn(column, form)).join(', ');
  try {
    // A folder of its own: only its owner can look into it, and what a killed process leaves is known as that.
    const writeStaged = async (workFolder: string) => {
      const staged = join(workFolder, 'table.csv');
      const connection = await run.database.connect(signal);
      try {
        await connection.copy(
          `COPY (SELECT ${select} FROM ${rows.from}) TO ${quoteText(staged)} (${optionsOf(form, rows.columns.length)})`,
          { params: rows.params, onShare },
        );
      } finally {
        await connection.close();
      }
      await takeOnMode(staged, path);
      await flush(staged);
      await rename(staged, path);
    };
    // A disk that was taken out must not come back as a folder.
    await withWorkFolder(dirname(path), writeStaged, { kind: 'staging', makesParent: false });
  } catch (error) {
    if (signal.aborted) throw new CancelledError('save');
    throw await explainWriteFailure(dirname(path), error);
  }
}
