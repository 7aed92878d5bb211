import { z } from 'zod';
import { ArgumentError } from '../../../../shared/errors.ts';
import type { Breakdown, BreakdownRequest, BreakdownSeries } from '../../../../shared/ipc/daily.ts';
import { count } from '../../duckdb/database.ts';
import type { OpenRun } from '../open-run.ts';
import { breakdownCount, breakdownSql } from './breakdown-sql.ts';
import { breakdownTables } from './breakdown-tables.ts';

const figureRow = z.object({
  kind: z.enum(['value', 'other', 'none']),
  value: z.string().nullable(),
  /** Null in the row of the whole range. */
  date: z.string().nullable(),
  figure: z.number(),
});

/**
 * A daily figure broken down by the event type or a property: definitions.md, "Breakdown".
 * @throws ArgumentError where the run has no such column
 */
export async function readBreakdown(run: OpenRun, request: BreakdownRequest): Promise<Breakdown> {
  const { metric, by, top, from, to } = request;
  if (by !== 'event_type' && !run.columns.properties.some(({ column }) => column === by))
    throw new ArgumentError(`The run has no property column ${by} to break down by: choose another.`);
  const { database } = run;
  const counting = breakdownCount(run, metric);
  const params = { from, to };
  const tables = await breakdownTables(run);
  return tables.use(by, counting, async (table) => {
    const scope = `(FROM ${table} WHERE event_date BETWEEN $from::DATE AND $to::DATE)`;
    const { values } = await database.queryOne(
      z.object({ values: count }),
      `SELECT count(DISTINCT value) AS values FROM ${scope}`,
      { params },
    );
    const rows = await database.query(
      figureRow,
      `WITH scope AS ${scope},
       top AS (
         SELECT value FROM scope WHERE value IS NOT NULL
         GROUP BY value ORDER BY ${counting.figure} DESC, value LIMIT ${top}),
       labelled AS (
         SELECT *, CASE WHEN value IS NULL THEN 'none' WHEN value IN (FROM top) THEN 'value' ELSE 'other' END AS kind
         FROM scope)
       SELECT kind, CASE WHEN kind = 'value' THEN value::VARCHAR END AS value, event_date::VARCHAR AS date,
         (${counting.figure})::DOUBLE AS figure
       FROM labelled
       GROUP BY GROUPING SETS ((1, 2, event_date), (1, 2))
       ORDER BY kind = 'none', kind = 'other', 2, 3`,
      { params },
    );
    const days = await database.query(
      z.object({ date: z.string() }),
      'SELECT event_date::VARCHAR AS date FROM daily WHERE event_date BETWEEN $from::DATE AND $to::DATE ORDER BY ALL',
      { params },
    );
    const dates = days.map(({ date }) => date);
    const series = seriesOf(rows, dates);
    const topValues = series.flatMap(({ value }) => value ?? []);
    return { dates, series, values, sql: breakdownSql(counting, request, topValues) };
  });
}

function seriesOf(rows: readonly z.infer<typeof figureRow>[], dates: readonly string[]): BreakdownSeries[] {
  const at = new Map(dates.map((date, index) => [date, index]));
  const series = new Map<string, BreakdownSeries>();
  for (const { kind, value, date, figure } of rows) {
    const key = `${kind} ${value}`;
    const known = series.get(key) ?? { kind, value, figures: dates.map(() => 0), total: 0 };
    series.set(key, known);
    const index = date === null ? undefined : at.get(date);
    if (date === null) known.total = figure;
    else if (index !== undefined) known.figures[index] = figure;
  }
  const rank = { value: 0, other: 1, none: 2 } as const;
  // Of equal totals the order of the query stays: by value.
  return [...series.values()].toSorted((a, b) => rank[a.kind] - rank[b.kind] || b.total - a.total);
}
