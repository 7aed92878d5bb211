import { z } from 'zod';
import type { EtlConfig } from '../../../shared/config/schema.ts';
import { dayTables } from '../../../shared/metrics/day-tables.ts';
import { quoteInstant, quoteText } from '../../../shared/sql/quote.ts';
import { count, type Database } from '../duckdb/database.ts';

/**
 * The calendar of a run: its first and last event date and the last complete one, all `YYYY-MM-DD`; how many days it
 * has, and how many rows their cohorts make.
 */
export type Calendar = {
  firstDate: string;
  lastDate: string;
  lastCompleteDate: string;
  days: number;
  cohortRows: number;
};

/**
 * Declares what every metric is computed from, future events left out:
 * the view `events` and the table `active_days` of shared/metrics/day-tables.ts.
 * @returns the calendar; null where there is no event.
 */
export async function prepareActivity(
  database: Database,
  config: EtlConfig,
  now: Date,
): Promise<Calendar | null> {
  const { timezone } = config.aggregation;
  await database.run('CREATE OR REPLACE VIEW events AS SELECT * FROM cleaned WHERE NOT is_future');
  await database.run(`CREATE OR REPLACE TEMP TABLE active_days AS ${dayTables(config).active_days}`);
  const row = await database.queryOne(
    z.object({
      events: count,
      first: z.string().nullable(),
      last: z.string().nullable(),
      complete: z.string().nullable(),
      days: count.nullable(),
      cohort_rows: count,
    }),
    `SELECT count(*) AS events, min(event_date)::VARCHAR AS first, max(event_date)::VARCHAR AS last,
       least(max(event_date), timezone(${quoteText(timezone)}, ${quoteInstant(now)})::DATE - 1)::VARCHAR AS complete,
       max(event_date) - min(event_date) + 1 AS days,
       (SELECT coalesce(sum((SELECT max(event_date) FROM events) - cohort_date + 1), 0)::HUGEINT
        FROM (SELECT DISTINCT cohort_date FROM active_days)) AS cohort_rows
     FROM events`,
  );
  const { first, last, complete, days, cohort_rows: cohortRows } = row;
  if (first === null || last === null || complete === null || days === null) return null;
  return { firstDate: first, lastDate: last, lastCompleteDate: complete, days, cohortRows };
}
