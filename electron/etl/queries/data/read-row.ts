import { z } from 'zod';
import { ArgumentError } from '../../../../shared/errors.ts';
import { eventColumns } from '../../../../shared/events/columns.ts';
import { quoteIdentifier } from '../../../../shared/sql/quote.ts';
import type { OpenRun } from '../open-run.ts';
import { pageConnection } from './row-orders.ts';

/** A whole event by its place in the file, 0-based. @throws ArgumentError where the file is shorter */
export async function readRow(run: OpenRun, row: number) {
  const database = (await pageConnection(run)).until(run.signal);
  const cells = eventColumns(run.manifest).map(({ name }) => `${quoteIdentifier(name)}::VARCHAR`);
  const [found] = await database.query(
    z.object({ cells: z.array(z.string().nullable()) }),
    `SELECT [${cells.join(', ')}] AS cells FROM cleaned WHERE file_row_number = ${row}`,
  );
  if (found === undefined) throw new ArgumentError(`The events have no row ${row + 1}.`);
  return found;
}
