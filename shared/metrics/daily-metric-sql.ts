import { type DailyMetric, dailyMetrics, type TableFigure } from './daily-metrics.ts';
import { withDayTable } from './day-tables.ts';
import type { MetricContext } from './metric-context.ts';
import { withQueries } from './named-query.ts';

/**
 * The statement behind each column of `daily_metrics.parquet`, to be run beside the files of the run in any DuckDB: over
 * the events where it is an aggregate of theirs, over the file itself where it follows from other columns. The engine
 * renders its pass from the same definitions; a test holds both together.
 * Days without events have no row here; in the file they are rows of zeros.
 */
export function dailyMetricSql(context: MetricContext): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(dailyMetrics).map(([column, metric]) => [column, statement(column, metric, context)]),
  );
}

function statement(column: string, { sql }: DailyMetric, context: MetricContext): string {
  switch (sql.from) {
    case 'row':
      return `SELECT event_date, ${sql.formula(context)} AS ${column}\nFROM 'daily_metrics.parquet'\nORDER BY event_date`;
    case 'calendar':
      return over('events', calendar, context);
    case 'last days':
      return over(
        'active_days',
        `SELECT day.event_date, count(DISTINCT player_id) AS ${column}
FROM (${calendar}) AS day
  JOIN active_days ON active_days.event_date BETWEEN day.event_date - ${sql.days - 1} AND day.event_date
GROUP BY day.event_date`,
        context,
      );
    default:
      return over(
        sql.from,
        `SELECT event_date, ${whereItOccurs(sql, context)} AS ${column}\nFROM ${sql.from} GROUP BY event_date`,
        context,
      );
  }
}

const calendar =
  'SELECT unnest(generate_series(min(event_date), max(event_date), INTERVAL 1 DAY))::DATE AS event_date FROM events';

function over(table: TableFigure['from'], select: string, context: MetricContext): string {
  return withQueries(withDayTable(table, context), `${select}\nORDER BY ALL`);
}

/** A figure that is NULL where its number never occurs. */
function whereItOccurs({ aggregate, needs }: TableFigure, context: MetricContext): string {
  return needs === undefined
    ? aggregate(context)
    : `CASE WHEN (SELECT bool_or((${needs(context)}) IS NOT NULL) FROM events) THEN ${aggregate(context)} END`;
}
