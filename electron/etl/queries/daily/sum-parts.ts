import { z } from 'zod';
import { quoteIdentifier } from '../../../../shared/sql/quote.ts';
import { count } from '../../duckdb/database.ts';
import type { OpenRun } from '../open-run.ts';
import type { Parts, PartsRequest } from './parts.ts';
import { purchases } from './purchases.ts';

const partRow = z.object({
  kind: z.enum(['value', 'other', 'none']),
  value: z.string().nullable(),
  dates: z.array(z.string()),
  figures: z.array(z.number()),
  total: z.number(),
  /** How many different values there are; in each row the same. */
  values: count,
});

/** What each figure is a sum of: rows of a view or table, which is made where need be. */
const sums = {
  events: { table: async () => 'events', figure: 'count(*)' },
  purchases: { table: purchases, figure: 'count(*)' },
  revenue: { table: purchases, figure: 'coalesce(sum(amount), 0)' },
} as const;

export type SumMetric = keyof typeof sums;

/** The parts of a figure that adds up over values and days. */
export async function sumParts(
  run: OpenRun,
  { metric, by, top, from, to }: PartsRequest<SumMetric>,
): Promise<Parts> {
  const { table, figure } = sums[metric];
  const source = await table(run);
  const rows = await run.database.query(
    partRow,
    `WITH scope AS (
       SELECT event_date, ${quoteIdentifier(by)} AS value, ${figure} AS figure
       FROM ${source} WHERE event_date BETWEEN $from::DATE AND $to::DATE GROUP BY ALL),
     ranked AS (
       SELECT value, row_number() OVER (ORDER BY sum(figure) DESC, value) AS rank
       FROM scope WHERE value IS NOT NULL GROUP BY value),
     labelled AS (
       SELECT CASE WHEN value IS NULL THEN 'none' WHEN rank <= ${top} THEN 'value' ELSE 'other' END AS kind,
         CASE WHEN rank <= ${top} THEN value::VARCHAR END AS value,
         CASE WHEN rank <= ${top} THEN rank END AS rank, event_date, figure
       FROM scope LEFT JOIN ranked USING (value)),
     days AS (
       SELECT kind, value, rank, event_date, sum(figure) AS figure FROM labelled GROUP BY ALL)
     SELECT kind, value, list(event_date::VARCHAR) AS dates, list(figure::DOUBLE) AS figures,
       sum(figure)::DOUBLE AS total, (SELECT count(*) FROM ranked) AS values
     FROM days GROUP BY kind, value, rank
     ORDER BY rank NULLS LAST, kind DESC`,
    { params: { from, to } },
  );
  const parts = rows.map(({ kind, value, dates, figures, total }) => ({
    kind,
    value,
    figures: new Map(dates.map((date, index) => [date, figures[index] ?? 0])),
    total,
  }));
  return { parts, values: rows[0]?.values ?? 0 };
}
