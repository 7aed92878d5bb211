import { z } from 'zod';
import { ArgumentError } from '../../../../shared/errors.ts';
import type { Breakdown, BreakdownRequest, BreakdownSeries } from '../../../../shared/ipc/daily.ts';
import type { OpenRun } from '../open-run.ts';
import { breakdownCount, breakdownSql } from './breakdown-sql.ts';
import { type BreakdownTable, breakdownTables } from './breakdown-tables.ts';

const figureRow = z.object({
  /** `all`: the number of values, as its figure. */
  kind: z.enum(['value', 'other', 'none', 'all']),
  value: z.string().nullable(),
  /** Null in the row of the whole range. */
  date: z.string().nullable(),
  figure: z.number(),
});
type FigureRow = z.infer<typeof figureRow>;

/**
 * A daily figure broken down by the event type or a property: definitions.md, "Breakdown".
 * @throws ArgumentError where the run has no such column
 */
export async function readBreakdown(run: OpenRun, request: BreakdownRequest): Promise<Breakdown> {
  const { metric, by } = request;
  if (by !== 'event_type' && !run.columns.properties.some(({ column }) => column === by))
    throw new ArgumentError(`The run has no property column ${by} to break down by: choose another.`);
  const counting = breakdownCount(run, metric);
  const tables = await breakdownTables(run);
  return tables.use(by, counting, async (table) => {
    const rows = await readParts(run, table, request);
    const dates = await datesWithin(run, request);
    const values = rows.find(({ kind }) => kind === 'all')?.figure ?? 0;
    const series = seriesOf(rows, dates, table.keys === null);
    const topValues = series.flatMap(({ value }) => value ?? []);
    return { dates, series, values, sql: breakdownSql(counting, request, topValues) };
  });
}

/** The figure of each part and day, that of each part over the range, and how many values there are. */
function readParts({ database }: OpenRun, table: BreakdownTable, { top, from, to }: BreakdownRequest) {
  const inRange = 'event_date BETWEEN $from::DATE AND $to::DATE';
  // What adds up, adds up in Other; players and sessions with several of its values count there once.
  const other =
    table.keys === null
      ? "SELECT * FROM parts WHERE kind = 'other'"
      : `SELECT 'other', NULL, event_date::VARCHAR, count(*)
         FROM (SELECT DISTINCT event_date, key FROM ${table.keys} WHERE ${inRange} AND value IS NOT NULL AND value NOT IN (FROM top))
         GROUP BY event_date`;
  return database.query(
    figureRow,
    `WITH scope AS (FROM ${table.figures} WHERE ${inRange}),
     top AS (
       SELECT value FROM scope WHERE value IS NOT NULL
       GROUP BY value ORDER BY sum(figure) DESC, value LIMIT ${top}),
     labelled AS (
       SELECT *, CASE WHEN value IS NULL THEN 'none' WHEN value IN (FROM top) THEN 'value' ELSE 'other' END AS kind
       FROM scope),
     parts AS (
       SELECT kind, CASE WHEN kind = 'value' THEN value::VARCHAR END AS name, event_date::VARCHAR AS date, sum(figure) AS figure
       FROM labelled GROUP BY GROUPING SETS ((1, 2, event_date), (1, 2)))
     SELECT kind, name AS value, date, figure::DOUBLE AS figure
     FROM (
       SELECT * FROM parts WHERE kind <> 'other'
       UNION ALL ${other}
       UNION ALL SELECT 'all', NULL, NULL, count(DISTINCT value) FROM scope)
     ORDER BY 2, 3`,
    { params: { from, to } },
  );
}

async function datesWithin({ database }: OpenRun, { from, to }: BreakdownRequest): Promise<string[]> {
  const days = await database.query(
    z.object({ date: z.string() }),
    'SELECT event_date::VARCHAR AS date FROM daily WHERE event_date BETWEEN $from::DATE AND $to::DATE ORDER BY ALL',
    { params: { from, to } },
  );
  return days.map(({ date }) => date);
}

function seriesOf(
  rows: readonly FigureRow[],
  dates: readonly string[],
  isAdditive: boolean,
): BreakdownSeries[] {
  const at = new Map(dates.map((date, index) => [date, index]));
  const parts = new Map<string, BreakdownSeries & { sum: number }>();
  for (const { kind, value, date, figure } of rows) {
    if (kind === 'all') continue;
    const key = `${kind} ${value}`;
    const part = parts.get(key) ?? { kind, value, figures: dates.map(() => 0), total: null, sum: 0 };
    parts.set(key, part);
    const index = date === null ? undefined : at.get(date);
    if (date === null) part.sum = figure;
    else if (index !== undefined) part.figures[index] = figure;
  }
  const order = { value: 0, other: 1, none: 2 } as const;
  // Of equal sums the order of the query stays: by value.
  return [...parts.values()]
    .toSorted((a, b) => order[a.kind] - order[b.kind] || b.sum - a.sum)
    .map(({ sum, ...part }) => ({ ...part, total: isAdditive ? sum : null }));
}
