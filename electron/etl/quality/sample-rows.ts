import { z } from 'zod';
import type { SampleRow } from '../../../shared/quality/measurement.ts';
import { count, type Database } from '../duckdb/database.ts';

/** How many rows a check shows at most. */
export const sampleLimit = 20;

/** The first cleaned events, in input order, that meet a condition; `detail` is a SQL expression that says what is wrong. */
export async function sampleRows(
  database: Database,
  condition: string,
  detail: string,
): Promise<SampleRow[]> {
  return database.query(
    z.object({ file: z.string(), line: count, event_id: z.string(), detail: z.string() }),
    `SELECT source_file AS file, source_line AS line, event_id, ${detail} AS detail
     FROM cleaned WHERE ${condition} ORDER BY file_row_number LIMIT ${sampleLimit}`,
  );
}
