import { eventColumns } from '../../../../shared/events/columns.ts';
import type { EventTable } from '../../../../shared/ipc/data.ts';
import { type CsvTarget, writeCsv } from '../../export/write-csv.ts';
import type { OpenRun } from '../open-run.ts';
import { boundCondition, findColumn } from './filter-sql.ts';
import { orderBy } from './order-by.ts';

/**
 * Writes all events of a view as CSV: its columns, filtered and sorted as its pages are, the texts in full.
 * @throws ArgumentError, CancelledError, OutputError
 */
export function saveEvents(
  run: OpenRun,
  { filters, sort, columns }: Omit<EventTable, 'runId'>,
  target: CsvTarget,
): Promise<void> {
  const known = eventColumns(run.manifest);
  const { sql, params } = boundCondition(known, filters);
  // The whole file comes in its own order. A filter may become a join, which keeps none.
  const order = filters.length === 0 && sort === null ? '' : orderBy(known, sort);
  const rows = {
    columns: columns.map((name) => findColumn(known, name)),
    from: `cleaned WHERE ${sql} ${order}`,
    params,
  };
  return writeCsv(run, rows, target);
}
