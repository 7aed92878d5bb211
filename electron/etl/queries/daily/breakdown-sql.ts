import type { BreakdownRequest } from '../../../../shared/ipc/daily.ts';
import type { BreakdownMetric } from '../../../../shared/metrics/breakdowns.ts';
import { quoteIdentifier, quoteText, quoteTextList } from '../../duckdb/sql.ts';
import { exactDecimal, numericProperty } from '../../transform/numeric-property.ts';
import type { OpenRun } from '../open-run.ts';

/** How a metric is counted over events. */
export type BreakdownCount = {
  /** Which events count, as a condition on `events`. */
  filter: string;
  /** What of them makes the figure. */
  expression: string;
  /** The columns whose distinct values are counted; null where the figure adds up over values. */
  keys: readonly string[] | null;
};

/** How each metric is counted. */
export function breakdownCount({ manifest, columns }: OpenRun, metric: BreakdownMetric): BreakdownCount {
  const { active_event_types, purchase_event_type, revenue_property } = manifest.config.aggregation;
  const isActive =
    active_event_types.length === 0 ? 'true' : `event_type IN ${quoteTextList(active_event_types)}`;
  const isPurchase = `event_type = ${quoteText(purchase_event_type)} AND NOT is_revenue_outlier`;
  const amount = exactDecimal(numericProperty(columns, revenue_property) ?? 'NULL::DOUBLE');
  const players = { expression: 'count(DISTINCT player_id)', keys: ['player_id'] };
  switch (metric) {
    case 'events':
      return { filter: 'true', expression: 'count(*)', keys: null };
    case 'players':
      return { filter: 'true', ...players };
    case 'dau':
      return { filter: isActive, ...players };
    case 'sessions':
      return {
        filter: 'session_id IS NOT NULL',
        expression: 'count(DISTINCT (player_id, session_id))',
        keys: ['player_id', 'session_id'],
      };
    case 'purchases':
      return { filter: isPurchase, expression: 'count(*)', keys: null };
    case 'revenue':
      return { filter: isPurchase, expression: `coalesce(sum(${amount}), 0)`, keys: null };
  }
}

/** The statement as one would write it over the file, with the values that turned out to be the top ones. */
export function breakdownSql(
  { filter, expression }: BreakdownCount,
  { metric, by, from, to }: BreakdownRequest,
  topValues: readonly string[],
): string {
  const value = `${quoteIdentifier(by)}::VARCHAR`;
  const isTop = topValues.length === 0 ? 'false' : `${value} IN (${topValues.map(quoteText).join(', ')})`;
  return [
    'SELECT event_date,',
    `  CASE WHEN ${value} IS NULL THEN 'none' WHEN ${isTop} THEN 'value' ELSE 'other' END AS kind,`,
    `  CASE WHEN ${isTop} THEN ${value} END AS value,`,
    `  (${expression})::DOUBLE AS ${metric}`,
    `FROM 'events_cleaned.parquet'`,
    `WHERE NOT is_future AND ${filter}`,
    `  AND event_date BETWEEN '${from}' AND '${to}'`,
    'GROUP BY ALL ORDER BY ALL',
  ].join('\n');
}
