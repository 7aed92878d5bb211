import { z } from 'zod';
import type { Measured } from '../../../shared/quality/measured.ts';
import { tailLimit } from '../../../shared/quality/measurement.ts';
import { count, type Database } from '../duckdb/database.ts';

/** Counts the events of the view `cleaned` per type, the most frequent first; at most `tailLimit` types. */
export async function countEventTypes(
  database: Database,
): Promise<Pick<Measured, 'event_types' | 'event_types_complete'>> {
  const types = await database.query(
    z.object({ event_type: z.string(), events: count }),
    `SELECT event_type, count(*) AS events FROM cleaned GROUP BY event_type ORDER BY events DESC, event_type LIMIT ${tailLimit + 1}`,
  );
  return { event_types: types.slice(0, tailLimit), event_types_complete: types.length <= tailLimit };
}
