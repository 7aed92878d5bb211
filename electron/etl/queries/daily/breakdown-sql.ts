import type { BreakdownRequest } from '../../../../shared/ipc/daily.ts';
import type { BreakdownMetric } from '../../../../shared/metrics/breakdowns.ts';
import {
  amountOf,
  contextOf,
  isActive,
  isCountedPurchase,
} from '../../../../shared/metrics/metric-context.ts';
import { exactDecimal } from '../../../../shared/metrics/numeric-property.ts';
import { outputFiles } from '../../../../shared/run/outputs.ts';
import { quoteIdentifier, quoteText } from '../../../../shared/sql/quote.ts';
import type { OpenRun } from '../open-run.ts';

/** How a metric is counted over events. */
export type BreakdownCount = {
  /** Which events count, as a condition on `events`. */
  filter: string;
  /** What of them makes the figure. */
  expression: string;
};

/** How each metric is counted. */
export function breakdownCount({ manifest }: OpenRun, metric: BreakdownMetric): BreakdownCount {
  const context = contextOf(manifest);
  const isPurchase = isCountedPurchase(context.aggregation);
  const amount = exactDecimal(amountOf(context) ?? 'NULL::DOUBLE');
  const players = 'count(DISTINCT player_id)';
  switch (metric) {
    case 'events':
      return { filter: 'true', expression: 'count(*)' };
    case 'players':
      return { filter: 'true', expression: players };
    case 'dau':
      return { filter: isActive(context.aggregation), expression: players };
    case 'sessions':
      return {
        filter: 'session_id IS NOT NULL',
        expression: 'count(DISTINCT (player_id, session_id))',
      };
    case 'purchases':
      return { filter: isPurchase, expression: 'count(*)' };
    case 'revenue':
      return { filter: isPurchase, expression: `coalesce(sum(${amount}), 0)` };
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
    `FROM ${outputFiles.events}`,
    `WHERE NOT is_future AND ${filter}`,
    `  AND event_date BETWEEN '${from}' AND '${to}'`,
    'GROUP BY ALL ORDER BY ALL',
  ].join('\n');
}
