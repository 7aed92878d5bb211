import { z } from 'zod';
import {
  dailyFormulas,
  type EventFigure,
  eventFigures,
  sessionDays,
  sessionSpans,
} from '../../../shared/metrics/daily-figures.ts';
import { dailyMetrics as definitions } from '../../../shared/metrics/definitions.ts';
import { dateLiteral, type MetricContext } from '../../../shared/metrics/metric-context.ts';
import type { Database } from '../duckdb/database.ts';
import type { Calendar } from './activity.ts';
import { writePieces } from './write-pieces.ts';

// A window's rows stay in memory until it is done, some of it beside what DuckDB counts.
const daysPerPiece = 50_000;

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
  const figures: [string, EventFigure][] = Object.entries(eventFigures(context));
  await database.run(`CREATE OR REPLACE TEMP TABLE session_days AS ${sessionDays}`);
  await database.run(`CREATE OR REPLACE TEMP TABLE player_changes AS ${playerChanges}`);
  await database.run(`
    CREATE OR REPLACE TEMP TABLE session_figures AS
    SELECT *
    FROM (SELECT event_date, count(*) AS total_sessions FROM session_days GROUP BY event_date)
      FULL JOIN (${sessionSpans}) USING (event_date)`);
  await database.run(`
    CREATE OR REPLACE TEMP TABLE event_figures AS
    SELECT event_date, ${figures.map(([column, { sql }]) => `${sql} AS ${column}`).join(',\n      ')}
    FROM events GROUP BY event_date`);
  const present = await findNumbers(database, figures);
  const days = calendar?.days ?? 0;
  const pieces = Array.from({ length: Math.max(1, Math.ceil(days / daysPerPiece)) }, (_, index) =>
    dailyMetrics(
      calendar,
      { from: index * daysPerPiece, to: Math.min(days, (index + 1) * daysPerPiece) },
      present,
      context,
    ),
  );
  const rows = await writePieces(database, path, pieces);
  for (const table of ['session_days', 'player_changes', 'session_figures', 'event_figures'])
    await database.run(`DROP TABLE ${table}`);
  return rows;
}

/** Which of the numbers that figures need occur in some event: each is looked for once, not once a figure. */
async function findNumbers(
  database: Database,
  figures: readonly [string, EventFigure][],
): Promise<ReadonlySet<string>> {
  const needs = [...new Set(figures.flatMap(([, figure]) => figure.needs ?? []))];
  const found = await database.queryOne(
    z.record(z.string(), z.boolean()),
    `SELECT ${needs.map((number, index) => `coalesce(bool_or((${number}) IS NOT NULL), false) AS any_${index}`).join(', ')} FROM events`,
  );
  return new Set(needs.filter((_, index) => found[`any_${index}`]));
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

/** The rows of some days, `from` and `to` (exclusive) counted from the first. */
function dailyMetrics(
  calendar: Calendar | null,
  { from, to }: { from: number; to: number },
  present: ReadonlySet<string>,
  context: MetricContext,
): string {
  const firstDate = dateLiteral(calendar?.firstDate ?? null);
  const figureOfDay = ([column, figure]: [string, EventFigure]) => {
    const value = `coalesce(${column}, ${figure.onEmptyDay})`;
    return figure.needs === undefined
      ? `${value} AS ${column}`
      : `CASE WHEN ${present.has(figure.needs)} THEN ${value} END AS ${column}`;
  };
  const formulas: Readonly<Record<string, string>> = dailyFormulas(context);
  const zero = (value: string) => `coalesce(${value}, 0)`;
  const runningSum = (change: string) =>
    `((SELECT ${zero(`sum(${change})`)} FROM player_changes WHERE event_date < ${firstDate} + ${from}) + sum(${zero(change)}) OVER by_date)::BIGINT`;
  return `
    WITH counted AS (
      SELECT days.event_date,
        ${zero('dau')}::BIGINT AS dau,
        ${runningSum('wau_change')} AS wau,
        ${runningSum('mau_change')} AS mau,
        ${zero('new_players')}::BIGINT AS new_players,
        ${zero('returning_players')}::BIGINT AS returning_players,
        ${zero('dormant_players')}::BIGINT AS dormant_players,
        ${zero('total_sessions')}::BIGINT AS total_sessions,
        avg_session_span,
        ${Object.entries(eventFigures(context)).map(figureOfDay).join(',\n        ')}
      FROM (SELECT ${firstDate} + number::INTEGER AS event_date FROM range(${from}, ${to}) AS days(number)) AS days
        LEFT JOIN player_changes USING (event_date)
        LEFT JOIN event_figures USING (event_date)
        LEFT JOIN session_figures USING (event_date)
      WINDOW by_date AS (ORDER BY days.event_date ROWS UNBOUNDED PRECEDING))
    SELECT ${definitions.map(({ column }) => (column in formulas ? `${formulas[column]} AS ${column}` : column)).join(', ')}
    FROM counted ORDER BY event_date`;
}
