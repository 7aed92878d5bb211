import { z } from 'zod';
import { type DailyRow, dailyRowSchema } from '../../../../shared/ipc/results.ts';
import { dailyColumns } from '../../../../shared/metrics/daily-metrics.ts';
import type { OpenRun } from '../open-run.ts';

// The columns of today, none of which a run of another time need have: what it lacks is NULL.
const today = `SELECT ${dailyColumns.map(({ column, type }) => `NULL::${type} AS ${column}`).join(', ')} WHERE false`;

// DuckDB gives BIGINT as bigint; every count here lies well below 2^53.
const fromDatabase = z
  .record(z.string(), z.union([z.bigint().transform(Number), z.number(), z.string(), z.boolean(), z.null()]))
  .pipe(dailyRowSchema);

/** Every day of a run, by date. */
export function readDaily({ database }: OpenRun): Promise<DailyRow[]> {
  const selected = dailyColumns.map(({ column }) =>
    column === 'event_date' ? 'event_date::VARCHAR AS event_date' : column,
  );
  return database.query(
    fromDatabase,
    `SELECT ${selected.join(', ')} FROM (FROM daily UNION ALL BY NAME ${today}) ORDER BY event_date`,
  );
}
