import type { BreakdownRequest } from '../../../../shared/ipc/daily.ts';
import type { BreakdownMetric } from '../../../../shared/metrics/breakdowns.ts';
import { quoteIdentifier, quoteText, quoteTextList } from '../../duckdb/sql.ts';
import { exactDecimal, numericProperty } from '../../transform/numeric-property.ts';
import type { OpenRun } from '../open-run.ts';

/** How a metric is counted over events: which of them, and what of each. */
export type BreakdownCount = {
  /** Which events count, as a condition on `events`. */
  filter: string;
  /** What is kept of a day and value, as a list for SELECT ... GROUP BY ALL. */
  kept: string;
  /** The figure, over rows of what is kept. */
  figure: string;
  /** The figure, over the events themselves. */
  plain: string;
};

/** How each metric is counted; those that count over the same events share what is kept. */
export function breakdownCount({ manifest, columns }: OpenRun, metric: BreakdownMetric): BreakdownCount {
  const { active_event_types, purchase_event_type, revenue_property } = manifest.config.aggregation;
  const isActive =
    active_event_types.length === 0 ? 'true' : `event_type IN ${quoteTextList(active_event_types)}`;
  const isPurchase = `event_type = ${quoteText(purchase_event_type)} AND NOT is_revenue_outlier`;
  const amount = exactDecimal(numericProperty(columns, revenue_property) ?? 'NULL::DOUBLE');
  const purchases = { filter: isPurchase, kept: `count(*) AS purchases, sum(${amount}) AS revenue` };
  const players = { kept: 'player_id', figure: 'count(DISTINCT player_id)' };
  switch (metric) {
    case 'events':
      return { filter: 'true', kept: 'count(*) AS events', figure: 'sum(events)', plain: 'count(*)' };
    case 'players':
      return { filter: 'true', ...players, plain: players.figure };
    case 'dau':
      return { filter: isActive, ...players, plain: players.figure };
    case 'sessions': {
      const sessions = 'count(DISTINCT (player_id, session_id))';
      const kept = 'player_id, session_id';
      return { filter: 'session_id IS NOT NULL', kept, figure: sessions, plain: sessions };
    }
    case 'purchases':
      return { ...purchases, figure: 'sum(purchases)', plain: 'count(*)' };
    case 'revenue':
      return { ...purchases, figure: 'coalesce(sum(revenue), 0)', plain: `coalesce(sum(${amount}), 0)` };
  }
}

/** The statement as one would write it over the file, with the values that turned out to be the top ones. */
export function breakdownSql(
  { filter, plain }: BreakdownCount,
  { metric, by, from, to }: BreakdownRequest,
  topValues: readonly string[],
): string {
  const value = `${quoteIdentifier(by)}::VARCHAR`;
  const isTop = topValues.length === 0 ? 'false' : `${value} IN (${topValues.map(quoteText).join(', ')})`;
  return [
    'SELECT event_date,',
    `  CASE WHEN ${value} IS NULL THEN 'none' WHEN ${isTop} THEN 'value' ELSE 'other' END AS kind,`,
    `  CASE WHEN ${isTop} THEN ${value} END AS value,`,
    `  (${plain})::DOUBLE AS ${metric}`,
    `FROM 'events_cleaned.parquet'`,
    `WHERE NOT is_future AND ${filter}`,
    `  AND event_date BETWEEN '${from}' AND '${to}'`,
    'GROUP BY ALL ORDER BY ALL',
  ].join('\n');
}
