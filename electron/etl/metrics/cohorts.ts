import { cohortFormulas } from '../../../shared/metrics/cohort-figures.ts';
import { cohortMetrics as definitions } from '../../../shared/metrics/definitions.ts';
import {
  amountOf,
  dateLiteral,
  isCountedPurchase,
  type MetricContext,
} from '../../../shared/metrics/metric-context.ts';
import { exactDecimal } from '../../../shared/metrics/numeric-property.ts';
import { quoteText } from '../../../shared/sql/quote.ts';
import type { Database } from '../duckdb/database.ts';
import { parquet } from '../duckdb/parquet.ts';
import type { Calendar } from './activity.ts';

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
  return database.copy(`COPY (${retentionCohorts(calendar, context)}) TO ${quoteText(path)} ${parquet()}`);
}

function retentionCohorts(calendar: Calendar | null, context: MetricContext): string {
  const amount = amountOf(context) ?? 'NULL::DOUBLE';
  const formulas: Readonly<Record<string, string>> = cohortFormulas(context);
  return `
    WITH sizes AS (
      SELECT cohort_date, count(*) AS cohort_size FROM active_days WHERE previous_date IS NULL GROUP BY cohort_date),
    grid AS (
      SELECT cohort_date, cohort_size, unnest(range(${dateLiteral(calendar?.lastDate ?? null)} - cohort_date + 1)) AS day_number FROM sizes),
    active AS (
      SELECT cohort_date, event_date - cohort_date AS day_number, count(*) AS active_players,
        count(*) FILTER (WHERE next_date IS NULL) AS last_seen
      FROM active_days GROUP BY ALL),
    spent AS (
      SELECT cohort_date, greatest(events.event_date - cohort_date, 0) AS day_number, sum(${exactDecimal(amount)}) AS revenue
      FROM events JOIN (SELECT player_id, cohort_date FROM active_days WHERE previous_date IS NULL) USING (player_id)
      WHERE ${isCountedPurchase(context.aggregation)} AND ${amount} IS NOT NULL
      GROUP BY ALL),
    counted AS (
      SELECT grid.*,
        coalesce(active_players, 0) AS active_players,
        -- Active on that day or later: all whose last active day is not before it.
        (sum(coalesce(last_seen, 0)) OVER (PARTITION BY cohort_date ORDER BY day_number DESC ROWS UNBOUNDED PRECEDING))::BIGINT AS retained_players,
        CASE WHEN (SELECT bool_or(${amount} IS NOT NULL) FROM events) THEN
          (sum(coalesce(revenue, 0)) OVER (PARTITION BY cohort_date ORDER BY day_number ROWS UNBOUNDED PRECEDING))::DOUBLE
        END AS cumulative_revenue
      FROM grid LEFT JOIN active USING (cohort_date, day_number) LEFT JOIN spent USING (cohort_date, day_number))
    SELECT ${definitions.map(({ column }) => (column in formulas ? `${formulas[column]} AS ${column}` : column)).join(', ')}
    FROM counted ORDER BY cohort_date, day_number`;
}
