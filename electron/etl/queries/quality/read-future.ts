import { z } from 'zod';
import type { Distributions } from '../../../../shared/ipc/quality.ts';
import { secondsAheadSql } from '../../../../shared/quality/run-sql.ts';
import { quoteText } from '../../../../shared/sql/quote.ts';
import { count } from '../../duckdb/database.ts';
import type { OpenRun } from '../open-run.ts';

const [minute, hour, day] = [60, 3600, 86_400];
/** The buckets of seconds ahead: a few each order of magnitude, at lengths of time that have a name. */
const edges = [
  ...[0, 1, 10, minute, 10 * minute, hour, 6 * hour, day, 7 * day, 30 * day],
  ...[365, 3650, 36_500].map((days) => days * day),
];

/** How far timestamps lie after the run's "now"; null where none does. */
export async function readFuture({ database, manifest }: OpenRun): Promise<Distributions['future']> {
  const statement = (table: string) => `SELECT bucket, count(*) AS events
FROM (
  SELECT ${edges.map((edge) => `(seconds > ${edge})::INT`).join(' + ')} - 1 AS bucket
  FROM (
    SELECT ${secondsAheadSql(`TIMESTAMPTZ ${quoteText(manifest.as_of)}`)} AS seconds
    FROM ${table})
  WHERE seconds > 0)
GROUP BY bucket ORDER BY bucket`;
  const rows = await database.query(z.object({ bucket: z.number(), events: count }), statement('cleaned'));
  if (rows.length === 0) return null;
  return {
    seconds: edges.map((from, index) => ({
      from,
      to: edges[index + 1] ?? null,
      count: rows.find(({ bucket }) => bucket === index)?.events ?? 0,
    })),
    sql: statement("'events_cleaned.parquet'"),
  };
}
