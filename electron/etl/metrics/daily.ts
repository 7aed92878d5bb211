import {
  dailyFormulas,
  type EventFigure,
  eventFigures,
  sessionDays,
  sessionSpans,
} from '../../../shared/metrics/daily-figures.ts';
import { dailyMetrics as definitions } from '../../../shared/metrics/definitions.ts';
import type { MetricContext } from '../../../shared/metrics/metric-context.ts';
import { quoteText } from '../../../shared/sql/quote.ts';
import type { Database } from '../duckdb/database.ts';
import { parquet } from '../duckdb/parquet.ts';
import type { Calendar } from './activity.ts';

/**
 * Writes `daily_metrics.parquet`: one row a calendar day from the first to the last event, by date.
 * Definitions, conditions and formulas: shared/metrics.
 * @returns the number of rows
 */
export async function writeDailyMetrics(
  database: Database,
  path: string,
  calendar: Calendar | null,
  context: MetricContext,
): Promise<number> {
  await database.run(`CREATE OR REPLACE TEMP TABLE session_days AS ${sessionDays}`);
  const rows = await database.copy(
    `COPY (${dailyMetrics(calendar, context)}) TO ${quoteText(path)} ${parquet()}`,
  );
  await database.run('DROP TABLE session_days');
  return rows;
}

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

function dailyMetrics(calendar: Calendar | null, context: MetricContext): string {
  const figures: [string, EventFigure][] = Object.entries(eventFigures(context));
  // What a figure needs is looked for once, not once a figure.
  const needs = [...new Set(figures.flatMap(([, figure]) => figure.needs ?? []))];
  const present = needs.map(
    (number, index) => `coalesce(bool_or((${number}) IS NOT NULL), false) AS any_${index}`,
  );
  const figureOfDay = ([column, figure]: [string, EventFigure]) => {
    const value = `coalesce(${column}, ${figure.onEmptyDay})`;
    return figure.needs === undefined
      ? `${value} AS ${column}`
      : `CASE WHEN (SELECT any_${needs.indexOf(figure.needs)} FROM present) THEN ${value} END AS ${column}`;
  };
  const formulas: Readonly<Record<string, string>> = dailyFormulas(context);
  const zero = (value: string) => `coalesce(${value}, 0)`;
  return `
    WITH present AS (SELECT ${present.join(', ')} FROM events),
    days AS (${calendarDays(calendar)}),
    changes AS (${playerChanges}),
    per_event AS (
      SELECT event_date, ${figures.map(([column, { sql }]) => `${sql} AS ${column}`).join(',\n        ')}
      FROM events GROUP BY event_date),
    sessions_per_day AS (SELECT event_date, count(*) AS total_sessions FROM session_days GROUP BY event_date),
    session_spans AS (${sessionSpans}),
    counted AS (
      SELECT days.event_date,
        ${zero('dau')}::BIGINT AS dau,
        (sum(${zero('wau_change')}) OVER by_date)::BIGINT AS wau,
        (sum(${zero('mau_change')}) OVER by_date)::BIGINT AS mau,
        ${zero('new_players')}::BIGINT AS new_players,
        ${zero('returning_players')}::BIGINT AS returning_players,
        ${zero('dormant_players')}::BIGINT AS dormant_players,
        ${zero('total_sessions')}::BIGINT AS total_sessions,
        avg_session_span,
        ${figures.map(figureOfDay).join(',\n        ')}
      FROM days
        LEFT JOIN changes USING (event_date)
        LEFT JOIN per_event USING (event_date)
        LEFT JOIN sessions_per_day USING (event_date)
        LEFT JOIN session_spans USING (event_date)
      WINDOW by_date AS (ORDER BY days.event_date ROWS UNBOUNDED PRECEDING))
    SELECT ${definitions.map(({ column }) => (column in formulas ? `${formulas[column]} AS ${column}` : column)).join(', ')}
    FROM counted ORDER BY event_date`;
}
