import type { EtlConfig } from '../../../shared/config/schema.ts';
import type { Database } from '../duckdb/database.ts';
import { parquet } from '../duckdb/parquet.ts';
import { quoteText } from '../duckdb/sql.ts';
import { exactDecimal, numericProperty } from '../transform/numeric-property.ts';
import type { PropertyColumns } from '../transform/property-columns.ts';
import type { Calendar } from './activity.ts';

/**
 * Writes `retention_cohorts.parquet`, long form: a row for every cohort and day number up to the last event date.
 * Definitions: shared/metrics/definitions.ts.
 * @returns the number of rows
 */
export async function writeRetentionCohorts(
  database: Database,
  path: string,
  calendar: Calendar | null,
  profile: PropertyColumns,
  config: EtlConfig,
): Promise<number> {
  return database.copy(
    `COPY (${retentionCohorts(calendar, profile, config)}) TO ${quoteText(path)} ${parquet()}`,
  );
}

function retentionCohorts(calendar: Calendar | null, profile: PropertyColumns, config: EtlConfig): string {
  const { purchase_event_type, revenue_property } = config.aggregation;
  const amount = numericProperty(profile, revenue_property) ?? 'NULL::DOUBLE';
  const date = (value: string | undefined) => (value === undefined ? 'NULL::DATE' : `DATE '${value}'`);
  return `
    WITH sizes AS (
      SELECT cohort_date, count(*) AS cohort_size FROM active_days WHERE previous_date IS NULL GROUP BY cohort_date),
    grid AS (
      SELECT cohort_date, cohort_size, unnest(range(${date(calendar?.lastDate)} - cohort_date + 1)) AS day_number FROM sizes),
    active AS (
      SELECT cohort_date, event_date - cohort_date AS day_number, count(*) AS active_players,
        count(*) FILTER (WHERE next_date IS NULL) AS last_seen
      FROM active_days GROUP BY ALL),
    spent AS (
      SELECT cohort_date, greatest(events.event_date - cohort_date, 0) AS day_number, sum(${exactDecimal(amount)}) AS revenue
      FROM events JOIN (SELECT player_id, cohort_date FROM active_days WHERE previous_date IS NULL) USING (player_id)
      WHERE event_type = ${quoteText(purchase_event_type)} AND NOT is_revenue_outlier AND ${amount} IS NOT NULL
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
    SELECT cohort_date, day_number, cohort_size, active_players, retained_players,
      active_players / cohort_size AS retention_rate,
      retained_players / cohort_size AS rolling_retention_rate,
      cohort_date + day_number::INTEGER <= ${date(calendar?.lastCompleteDate)} AS is_complete,
      cumulative_revenue, cumulative_revenue / cohort_size AS ltv
    FROM counted ORDER BY cohort_date, day_number`;
}
