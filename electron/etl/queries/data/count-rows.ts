import { z } from 'zod';
import { eventColumns } from '../../../../shared/events/columns.ts';
import type { EventFilter } from '../../../../shared/events/filters.ts';
import { count } from '../../duckdb/database.ts';
import type { OpenRun } from '../open-run.ts';
import { boundCondition } from './filter-sql.ts';
import { whereClause } from './where-clause.ts';

/** How many events match the filters, and the filters as SQL. @throws ArgumentError */
export async function countRows(run: OpenRun, filters: readonly EventFilter[]) {
  const columns = eventColumns(run.manifest);
  const { sql, params } = boundCondition(columns, filters);
  // Counted beside the pages, not before them.
  const connection = await run.database.connect(run.signal);
  try {
    const where = await whereClause(connection, columns, filters);
    const { rows } = await connection.queryOne(
      z.object({ rows: count }),
      `SELECT count(*) AS rows FROM cleaned WHERE ${sql}`,
      { params },
    );
    return { rows, where };
  } finally {
    await connection.close();
  }
}
