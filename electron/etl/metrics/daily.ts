import { z } from 'zod';
import {
  type DailyMetric,
  dailyMetrics,
  type TableFigure,
  type WindowFigure,
} from '../../../shared/metrics/daily-metrics.ts';
import { type DayTable, dayTables } from '../../../shared/metrics/day-tables.ts';
import { dateLiteral, type MetricContext } from '../../../shared/metrics/metric-context.ts';
import type { Database } from '../duckdb/database.ts';
import type { Calendar } from './activity.ts';
import { writePieces } from './write-pieces.ts';

// A window's rows stay in memory until it is done, some of it beside what DuckDB counts.
const daysPerPiece = 50_000;

const metrics: readonly [column: string, DailyMetric][] = Object.entries(dailyMetrics);
const tableFigures = metrics.flatMap(([column, { sql }]): [string, TableFigure][] =>
  'aggregate' in sql ? [[column, sql]] : [],
);
const windowFigures = metrics.flatMap(([column, { sql }]): [string, WindowFigure][] =>
  sql.from === 'last days' ? [[column, sql]] : [],
);
const readTables = [...new Set(tableFigures.map(([, { from }]) => from))];

/**
 * Writes `daily_metrics.parquet`: one row a calendar day from the first to the last event, by date.
 * What the columns are, and their SQL: shared/metrics/daily-metrics.ts; this is the pass that computes them together.
 * @returns the number of rows
 */
export async function writeDailyMetrics(
  database: Database,
  path: string,
  calendar: Calendar | null,
  context: MetricContext,
): Promise<number> {
  const { session_days, sessions, absences } = dayTables(context);
  await database.run(`CREATE OR REPLACE TEMP TABLE session_days AS ${session_days}`);
  await database.run(`CREATE OR REPLACE TEMP VIEW sessions AS ${sessions}`);
  await database.run(`CREATE OR REPLACE TEMP VIEW absences AS ${absences}`);
  for (const table of readTables)
    await database.run(`CREATE OR REPLACE TEMP TABLE ${figuresOf(table)} AS ${figures(table, context)}`);
  await database.run(`CREATE OR REPLACE TEMP TABLE player_changes AS ${playerChanges()}`);
  const present = await findNumbers(database, context);
  const days = calendar?.days ?? 0;
  const pieces = Array.from({ length: Math.max(1, Math.ceil(days / daysPerPiece)) }, (_, index) =>
    rowsOfDays(
      calendar,
      { from: index * daysPerPiece, to: Math.min(days, (index + 1) * daysPerPiece) },
      present,
      context,
    ),
  );
  const rows = await writePieces(database, path, pieces);
  for (const view of ['sessions', 'absences']) await database.run(`DROP VIEW ${view}`);
  for (const table of ['session_days', 'player_changes', ...readTables.map(figuresOf)])
    await database.run(`DROP TABLE ${table}`);
  return rows;
}

function figuresOf(table: DayTable): string {
  return `figures_of_${table}`;
}

/** All figures of one table, in one reading of it. */
function figures(table: DayTable, context: MetricContext): string {
  const own = tableFigures.filter(([, { from }]) => from === table);
  return `SELECT event_date, ${own.map(([column, { aggregate }]) => `${aggregate(context)} AS ${column}`).join(',\n      ')}
    FROM ${table} GROUP BY event_date`;
}

/** Which of the numbers that figures need occur in some event: each is looked for once, not once a figure. */
async function findNumbers(database: Database, context: MetricContext): Promise<ReadonlySet<string>> {
  const needs = [...new Set(tableFigures.flatMap(([, figure]) => figure.needs?.(context) ?? []))];
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
function playerChanges(): string {
  const exits = windowFigures.map(
    ([column, { days }]) =>
      `UNION ALL BY NAME SELECT least(event_date + ${days}, next_date) AS event_date, -1 AS ${column} FROM active_days`,
  );
  return `
  SELECT event_date, ${windowFigures.map(([column]) => `sum(${column}) AS ${column}`).join(', ')}
  FROM (
    SELECT event_date, ${windowFigures.map(([column]) => `1 AS ${column}`).join(', ')} FROM active_days
    ${exits.join('\n    ')})
  GROUP BY event_date`;
}

/** The rows of some days, `from` and `to` (exclusive) counted from the first. */
function rowsOfDays(
  calendar: Calendar | null,
  { from, to }: { from: number; to: number },
  present: ReadonlySet<string>,
  context: MetricContext,
): string {
  const firstDate = dateLiteral(calendar?.firstDate ?? null);
  const counted = (column: string, { onEmptyDay, needs }: TableFigure) => {
    const value = `coalesce(${column}, ${onEmptyDay})`;
    return needs === undefined ? value : `CASE WHEN ${present.has(needs(context))} THEN ${value} END`;
  };
  const runningSum = (change: string) =>
    `(SELECT coalesce(sum(${change}), 0) FROM player_changes WHERE event_date < ${firstDate} + ${from}) + sum(coalesce(changes.${change}, 0)) OVER by_date`;
  const columns = [
    ...tableFigures.map(([column, figure]) => `${counted(column, figure)} AS ${column}`),
    ...windowFigures.map(([column]) => `${runningSum(column)} AS ${column}`),
  ];
  return `
    WITH counted AS (
      SELECT days.event_date,
        ${columns.join(',\n        ')}
      FROM (SELECT ${firstDate} + number::INTEGER AS event_date FROM range(${from}, ${to}) AS days(number)) AS days
        LEFT JOIN player_changes AS changes USING (event_date)
        ${readTables.map((table) => `LEFT JOIN ${figuresOf(table)} USING (event_date)`).join('\n        ')}
      WINDOW by_date AS (ORDER BY days.event_date ROWS UNBOUNDED PRECEDING))
    SELECT ${metrics.map(([column, { sql, type }]) => `(${sql.from === 'row' ? sql.formula(context) : column})::${type} AS ${column}`).join(', ')}
    FROM counted ORDER BY event_date`;
}
