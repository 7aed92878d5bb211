import type { EventColumn } from '../../../../shared/events/columns.ts';
import type { EventSort } from '../../../../shared/ipc/data.ts';
import { quoteIdentifier } from '../../../../shared/sql/quote.ts';
import { findColumn } from './filter-sql.ts';

/**
 * The order of a view of `cleaned` as an ORDER BY clause: what is equal, and what is not sorted, stays in input order. It is that
 * of the column, also where a form of the column for a spreadsheet is selected under its name.
 * @throws ArgumentError
 */
export function orderBy(columns: readonly EventColumn[], sort: EventSort | null): string {
  if (sort === null) return 'ORDER BY file_row_number';
  const column = quoteIdentifier(findColumn(columns, sort.column).name);
  return `ORDER BY cleaned.${column} ${sort.direction === 'descending' ? 'DESC' : 'ASC'} NULLS LAST, file_row_number`;
}
