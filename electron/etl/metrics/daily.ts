import type { EtlConfig } from '../../../shared/config/schema.ts';
import type { Database } from '../duckdb/database.ts';
import { parquet } from '../duckdb/parquet.ts';
import { quoteText } from '../duckdb/sql.ts';
import { exactSum, numericProperty } from '../transform/numeric-property.ts';
import type { PropertyColumns } from '../transform/property-columns.ts';
import type { Calendar } from './activity.ts';

/**
 * Writes `daily_metrics.parquet`: one row a calendar day from the first to the last event, by date.
 * Definitions: shared/metrics/definitions.ts.
 * @returns the number of rows
 */
export async function writeDailyMetrics(
  database: Database,
  path: string,
  calendar: Calendar | null,
  profile: PropertyColumns,
  config: EtlConfig,
): Promise<number> {
  await database.run(sessionDays);
  const rows = await database.copy(
    `COPY (${dailyMetrics(calendar, profile, config)}) TO ${quoteText(path)} ${parquet()}`,
  );
  await database.run('DROP TABLE session_days');
  return rows;
}

const sessionDays = `
  CREATE OR REPLACE TEMP TABLE session_days AS
  SELECT player_id, session_id, event_date, min(timestamp) AS first_at, max(timestamp) AS last_at
  FROM events WHERE session_id IS NOT NULL GROUP BY ALL`;

/** The days from the first to the last event; none where there is no event. */
function calendarDays(calendar: Calendar | null): string {
  if (calendar === null) return 'SELECT NULL::DATE AS event_date WHERE false';
  return `SELECT unnest(generate_series(DATE '${calendar.firstDate}', DATE '${calendar.lastDate}', INTERVAL 1 DAY))::DATE AS event_date`;
}

/**
 * WAU and MAU without reading a window of days for each day: an active day keeps its player in the count until the
 * window has passed or the player's next active day takes over, so each adds one entry and one exit, and the count is
 * their running sum.
 */
const playerChanges = `
  SELECT event_date, sum(dau) AS dau, sum(new_players) AS new_players, sum(returning_players) AS returning_players,
    sum(dormant_players) AS dormant_players, sum(wau_change) AS wau_change, sum(mau_change) AS mau_change
  FROM (
    SELECT event_date, 1 AS dau, (previous_date IS NULL)::INT AS new_players,
      coalesce(previous_date = event_date - 1, false)::INT AS returning_players, 0 AS dormant_players,
      1 AS wau_change, 1 AS mau_change
    FROM active_days
    UNION ALL SELECT least(event_date + 7, next_date), 0, 0, 0, 0, -1, 0 FROM active_days
    UNION ALL SELECT least(event_date + 30, next_date), 0, 0, 0, 0, 0, -1 FROM active_days
    UNION ALL SELECT event_date + 1, 0, 0, 0, 1, 0, 0 FROM active_days
      WHERE next_date IS NULL OR next_date > event_date + 1)
  GROUP BY event_date`;

function dailyMetrics(calendar: Calendar | null, profile: PropertyColumns, config: EtlConfig): string {
  const { min_dau, purchase_event_type, revenue_property } = config.aggregation;
  const duration = numericProperty(profile, 'session_duration');
  const levels = numericProperty(profile, 'levels_played');
  const amount = numericProperty(profile, revenue_property);
  const isEnd = "event_type = 'session_end'";
  const isPurchase = `event_type = ${quoteText(purchase_event_type)}`;
  const isCounted = `${isPurchase} AND NOT is_revenue_outlier`;
  // NULL on every day where no event holds a value; else the day's figure, 0 on a day without any.
  const whereAny = (present: string, value: string) =>
    `CASE WHEN (SELECT any_${present} FROM present) THEN ${value} END`;
  const anyOf = (value: string | null) => `coalesce(bool_or((${value ?? 'NULL'}) IS NOT NULL), false)`;
  const zero = (value: string) => `coalesce(${value}, 0)`;
  const sumOf = (value: string | null, filter: string) =>
    value === null ? '0::DOUBLE' : exactSum(value, filter);
  return `
    WITH present AS (
      SELECT ${anyOf(duration)} AS any_duration, ${anyOf(levels)} AS any_levels, ${anyOf(amount)} AS any_amount FROM events),
    days AS (${calendarDays(calendar)}),
    changes AS (${playerChanges}),
    per_event AS (
      SELECT event_date, count(*) AS total_events,
        count(*) FILTER (WHERE ${isCounted}) AS total_purchases,
        count(DISTINCT player_id) FILTER (WHERE ${isCounted}) AS paying_users,
        count(*) FILTER (WHERE is_revenue_outlier) AS revenue_outliers,
        ${sumOf(amount, isCounted)} AS total_revenue,
        ${sumOf(amount, 'is_revenue_outlier')} AS outlier_revenue,
        ${sumOf(duration, isEnd)} AS duration_sum,
        ${duration === null ? '0' : `count(${duration}) FILTER (WHERE ${isEnd})`} AS duration_count,
        ${sumOf(levels, isEnd)} AS levels_sum
      FROM events GROUP BY event_date),
    sessions_per_day AS (SELECT event_date, count(*) AS total_sessions FROM session_days GROUP BY event_date),
    session_spans AS (
      SELECT event_date, sum(span_us) / count(*) / 1e6 AS avg_session_span
      FROM (
        SELECT arg_min(event_date, first_at) AS event_date, epoch_us(max(last_at)) - epoch_us(min(first_at)) AS span_us
        FROM session_days GROUP BY player_id, session_id)
      GROUP BY event_date),
    counted AS (
      SELECT days.event_date,
        ${zero('dau')}::BIGINT AS dau,
        (sum(${zero('wau_change')}) OVER by_date)::BIGINT AS wau,
        (sum(${zero('mau_change')}) OVER by_date)::BIGINT AS mau,
        ${zero('new_players')}::BIGINT AS new_players,
        ${zero('returning_players')}::BIGINT AS returning_players,
        ${zero('dormant_players')}::BIGINT AS dormant_players,
        ${zero('total_events')}::BIGINT AS total_events,
        ${zero('total_sessions')}::BIGINT AS total_sessions,
        ${whereAny('duration', 'duration_sum / nullif(duration_count, 0)')} AS avg_session_duration,
        avg_session_span,
        ${whereAny('levels', zero('levels_sum'))} AS total_levels_played,
        ${zero('total_purchases')}::BIGINT AS total_purchases,
        ${whereAny('amount', zero('total_revenue'))} AS total_revenue,
        ${zero('paying_users')}::BIGINT AS paying_users,
        ${whereAny('amount', `${zero('revenue_outliers')}::BIGINT`)} AS revenue_outliers,
        ${whereAny('amount', zero('outlier_revenue'))} AS outlier_revenue
      FROM days
        LEFT JOIN changes USING (event_date)
        LEFT JOIN per_event USING (event_date)
        LEFT JOIN sessions_per_day USING (event_date)
        LEFT JOIN session_spans USING (event_date)
      WINDOW by_date AS (ORDER BY days.event_date ROWS UNBOUNDED PRECEDING))
    SELECT event_date,
      event_date <= ${calendar ? `DATE '${calendar.lastCompleteDate}'` : 'NULL::DATE'} AS is_complete,
      dau < ${min_dau} AS below_min_dau,
      dau, wau, mau, dau / nullif(mau, 0) AS stickiness,
      new_players, returning_players, dau - new_players - returning_players AS resurrected_players, dormant_players,
      total_events, total_sessions, total_sessions / nullif(dau, 0) AS sessions_per_user,
      avg_session_duration, avg_session_span, total_levels_played,
      total_purchases, total_revenue, paying_users, revenue_outliers, outlier_revenue,
      total_revenue / nullif(dau, 0) AS arpu,
      total_revenue / nullif(paying_users, 0) AS arppu,
      paying_users / nullif(dau, 0) AS conversion_rate
    FROM counted ORDER BY event_date`;
}
