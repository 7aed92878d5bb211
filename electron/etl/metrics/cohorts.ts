import { z } from 'zod';
import { cohortFormulas } from '../../../shared/metrics/cohort-figures.ts';
import { cohortMetrics as definitions } from '../../../shared/metrics/definitions.ts';
import {
  amountOf,
  dateLiteral,
  isCountedPurchase,
  type MetricContext,
} from '../../../shared/metrics/metric-context.ts';
import { exactDecimal } from '../../../shared/metrics/numeric-property.ts';
import type { Database } from '../duckdb/database.ts';
import type { Calendar } from './activity.ts';
import { writePieces } from './write-pieces.ts';

// A window's rows stay in memory until it is done, some of it beside what DuckDB counts.
const rowsPerPiece = 300_000;

/**
 * Writes `retention_cohorts.parquet`, long form: a row for every cohort and day number up to the last event date.
 * Definitions, conditions and formulas: shared/metrics.
 * @returns the number of rows
 */
export async function writeRetentionCohorts(
  database: Database,
  path: string,
  calendar: Calendar | null,
  context: MetricContext,
): Promise<number> {
  const amount = amountOf(context) ?? 'NULL::DOUBLE';
  const isCounted = `${isCountedPurchase(context.aggregation)} AND ${amount} IS NOT NULL`;
  const tables = {
    cohort_sizes: `
      SELECT cohort_date, count(*) AS cohort_size, ${dateLiteral(calendar?.lastDate ?? null)} - cohort_date + 1 AS days
      FROM active_days WHERE previous_date IS NULL GROUP BY cohort_date`,
    cohort_active: `
      SELECT cohort_date, event_date - cohort_date AS day_number, count(*) AS active_players,
        count(*) FILTER (WHERE next_date IS NULL) AS last_seen
      FROM active_days GROUP BY ALL`,
    cohort_revenue: `
      SELECT cohort_date, greatest(events.event_date - cohort_date, 0) AS day_number, sum(${exactDecimal(amount)}) AS revenue
      FROM events JOIN (SELECT player_id, cohort_date FROM active_days WHERE previous_date IS NULL) USING (player_id)
      WHERE ${isCounted}
      GROUP BY ALL`,
  };
  for (const [table, sql] of Object.entries(tables))
    await database.run(`CREATE OR REPLACE TEMP TABLE ${table} AS ${sql}`);
  const { hasAmounts } = await database.queryOne(
    z.object({ hasAmounts: z.boolean() }),
    `SELECT coalesce(bool_or(${amount} IS NOT NULL), false) AS "hasAmounts" FROM events`,
  );
  const pieces = await database.query(
    z.object({ first: z.string(), last: z.string() }),
    `SELECT min(cohort_date)::VARCHAR AS first, max(cohort_date)::VARCHAR AS last
     FROM (SELECT cohort_date, (sum(days) OVER (ORDER BY cohort_date) - days) // ${rowsPerPiece} AS piece FROM cohort_sizes)
     GROUP BY piece ORDER BY piece`,
  );
  const conditions = pieces.map(
    ({ first, last }) => `cohort_date BETWEEN DATE '${first}' AND DATE '${last}'`,
  );
  const statements = (conditions.length === 0 ? ['false'] : conditions).map((isInPiece) =>
    retentionCohorts(isInPiece, hasAmounts, context),
  );
  const rows = await writePieces(database, path, statements);
  for (const table of Object.keys(tables)) await database.run(`DROP TABLE ${table}`);
  return rows;
}

/** The rows of the cohorts that meet a condition on `cohort_date`. */
function retentionCohorts(isInPiece: string, hasAmounts: boolean, context: MetricContext): string {
  const formulas: Readonly<Record<string, string>> = cohortFormulas(context);
  return `
    WITH grid AS (
      SELECT cohort_date, cohort_size, unnest(range(days)) AS day_number FROM cohort_sizes WHERE ${isInPiece}),
    counted AS (
      SELECT grid.*,
        coalesce(active_players, 0) AS active_players,
        -- Active on that day or later: all but those whose last active day is before it.
        (cohort_size - sum(coalesce(last_seen, 0)) OVER by_day + coalesce(last_seen, 0))::BIGINT AS retained_players,
        CASE WHEN ${hasAmounts} THEN (sum(coalesce(revenue, 0)) OVER by_day)::DOUBLE END AS cumulative_revenue
      FROM grid LEFT JOIN cohort_active USING (cohort_date, day_number) LEFT JOIN cohort_revenue USING (cohort_date, day_number)
      WINDOW by_day AS (PARTITION BY cohort_date ORDER BY day_number ROWS UNBOUNDED PRECEDING))
    SELECT ${definitions.map(({ column }) => (column in formulas ? `${formulas[column]} AS ${column}` : column)).join(', ')}
    FROM counted ORDER BY cohort_date, day_number`;
}
