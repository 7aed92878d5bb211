import { z } from 'zod';
import type { Distributions } from '../../../../shared/ipc/quality.ts';
import { amountOf, contextOf, isPurchase } from '../../../../shared/metrics/metric-context.ts';
import { quoteTextList } from '../../../../shared/sql/quote.ts';
import { count } from '../../duckdb/database.ts';
import type { OpenRun } from '../open-run.ts';
import { amountEdges } from './amount-edges.ts';

const spreadRow = z.object({
  purchases: count,
  least: z.number().nullable(),
  median: z.number().nullable(),
  greatest: z.number().nullable(),
});

/** The amounts of a run's purchases, outliers and future ones included; null where none carries a number. */
export async function readRevenue(run: OpenRun): Promise<Distributions['revenue']> {
  const { database, manifest } = run;
  const context = contextOf(manifest);
  const amount = amountOf(context);
  if (amount === null) return null;
  const amounts = (table: string) =>
    `SELECT ${amount} AS amount FROM ${table} WHERE ${isPurchase(context.aggregation)}`;
  const { purchases, least, median, greatest } = await database.queryOne(
    spreadRow,
    `SELECT count(amount) AS purchases, min(amount) AS least, quantile_disc(amount, 0.5) AS median,
       max(amount) AS greatest
     FROM (${amounts('cleaned')})`,
  );
  if (least === null || median === null || greatest === null) return null;
  const { scale, edges } = amountEdges({ least, median, greatest });
  // As texts: a decimal literal on its way to a DOUBLE could end beside the edge.
  const list = `${quoteTextList(edges.map(String))}::DOUBLE[]`;
  const statement = (table: string) => `SELECT len(list_filter(${list},
    lambda edge: amount > edge)) AS bucket, count(*) AS purchases
FROM (${amounts(table)})
WHERE amount IS NOT NULL GROUP BY bucket ORDER BY bucket`;
  const rows = await database.query(z.object({ bucket: count, purchases: count }), statement('cleaned'));
  const buckets = Array.from({ length: edges.length + 1 }, (_, index) => ({
    from: edges[index - 1] ?? null,
    to: edges[index] ?? null,
    count: rows.find(({ bucket }) => bucket === index)?.purchases ?? 0,
  }));
  // What lies outside the edges is told where there is something.
  const shown = buckets.filter(({ from, to, count: held }) => (from !== null && to !== null) || held > 0);
  return {
    scale,
    amounts: shown,
    purchases,
    least,
    median,
    greatest,
    sql: statement("'events_cleaned.parquet'"),
  };
}
