import { z } from 'zod';
import { type DailyRow, dailyRowSchema } from '../../../../shared/ipc/results.ts';
import type { OpenRun } from '../open-run.ts';

const columns = Object.keys(dailyRowSchema.shape);

// DuckDB gives BIGINT as bigint; every count here lies well below 2^53.
const fromDatabase = z
  .record(z.string(), z.union([z.bigint().transform(Number), z.number(), z.string(), z.boolean(), z.null()]))
  .pipe(dailyRowSchema);

/** Every day of a run, by date. */
export function readDaily({ database }: OpenRun): Promise<DailyRow[]> {
  const selected = columns.map((column) =>
    column === 'event_date' ? 'event_date::VARCHAR AS event_date' : column,
  );
  return database.query(fromDatabase, `SELECT ${selected.join(', ')} FROM daily ORDER BY event_date`);
}
