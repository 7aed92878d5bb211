import { outputFiles } from '../run/outputs.ts';
import { cohortFormulas } from './cohort-figures.ts';
import { dailyFormulas, type EventFigure, eventFigures, sessionDays, sessionSpans } from './daily-figures.ts';
import { amountOf, isActive, isCountedPurchase, type MetricContext } from './metric-context.ts';
import { exactDecimal } from './numeric-property.ts';

/**
 * The statement behind each column of `daily_metrics.parquet`, to be run beside the files of the run in any DuckDB. What is
 * aggregated comes from the events, as plainly as it can be said; what follows from other columns, from those. The engine
 * computes most of it in one pass, from the same conditions, aggregates and formulas; a test holds both together.
 * Days without events have no row here; in the file they are rows of zeros.
 */
export function dailyMetricSql(context: MetricContext): ReadonlyMap<string, string> {
  const figures: [string, EventFigure][] = Object.entries(eventFigures(context));
  const active = withActive(context);
  return new Map([
    ['event_date', statement(withEvents, calendar)],
    ['dau', statement(active, 'SELECT event_date, count(*) AS dau FROM active GROUP BY event_date')],
    ['wau', statement(active, windowOf('wau', 7))],
    ['mau', statement(active, windowOf('mau', 30))],
    [
      'new_players',
      statement(
        active,
        `SELECT event_date, count(*) AS new_players
FROM (SELECT min(event_date) AS event_date FROM active GROUP BY player_id)
GROUP BY event_date`,
      ),
    ],
    [
      'returning_players',
      statement(
        active,
        `SELECT event_date, count(*) AS returning_players
FROM active
WHERE (player_id, event_date - 1) IN (SELECT (player_id, event_date) FROM active)
GROUP BY event_date`,
      ),
    ],
    [
      'dormant_players',
      statement(
        active,
        `SELECT event_date + 1 AS event_date, count(*) AS dormant_players
FROM active
WHERE (player_id, event_date + 1) NOT IN (SELECT (player_id, event_date) FROM active)
  AND event_date < (SELECT max(event_date) FROM events)
GROUP BY event_date`,
      ),
    ],
    [
      'total_sessions',
      statement(
        withEvents,
        `SELECT event_date, count(DISTINCT (player_id, session_id)) AS total_sessions
FROM events WHERE session_id IS NOT NULL
GROUP BY event_date`,
      ),
    ],
    ['avg_session_span', statement(`${withEvents},\nsession_days AS (${sessionDays})`, sessionSpans)],
    ...figures.map(([column, figure]): [string, string] => [
      column,
      statement(
        withEvents,
        `SELECT event_date, ${whereItOccurs(figure)} AS ${column}\nFROM events GROUP BY event_date`,
      ),
    ]),
    ...Object.entries(dailyFormulas(context)).map(([column, formula]): [string, string] => [
      column,
      `SELECT event_date, ${formula} AS ${column}\nFROM ${outputFiles.daily}\nORDER BY event_date`,
    ]),
  ]);
}

/** The same for the columns of `retention_cohorts.parquet`; cells without a player have no row here. */
export function cohortMetricSql(context: MetricContext): ReadonlyMap<string, string> {
  const cohorts = `${withActive(context)},
cohorts AS (SELECT player_id, min(event_date) AS cohort_date, max(event_date) AS last_date FROM active GROUP BY player_id)`;
  const amount = amountOf(context) ?? 'NULL::DOUBLE';
  const rows = [
    ['cohort_date', 'SELECT player_id, cohort_date FROM cohorts'],
    [
      'day_number',
      `SELECT player_id, event_date - cohort_date AS day_number FROM active JOIN cohorts USING (player_id)`,
    ],
    ['cohort_size', 'SELECT cohort_date, count(*) AS cohort_size FROM cohorts GROUP BY cohort_date'],
    [
      'active_players',
      `SELECT cohort_date, event_date - cohort_date AS day_number, count(*) AS active_players
FROM active JOIN cohorts USING (player_id)
GROUP BY ALL`,
    ],
    [
      'retained_players',
      `SELECT cohort_date, day_number, count(*) AS retained_players
FROM (SELECT *, unnest(range(last_date - cohort_date + 1)) AS day_number FROM cohorts)
GROUP BY ALL`,
    ],
    [
      'cumulative_revenue',
      `SELECT cohort_date, day_number,
  (sum(sum(${exactDecimal('amount')})) OVER (PARTITION BY cohort_date ORDER BY day_number))::DOUBLE AS cumulative_revenue
FROM (
  SELECT cohort_date, greatest(event_date - cohort_date, 0) AS day_number, ${amount} AS amount
  FROM events JOIN cohorts USING (player_id)
  WHERE ${isCountedPurchase(context.aggregation)})
WHERE amount IS NOT NULL
GROUP BY cohort_date, day_number`,
    ],
  ] as const;
  return new Map([
    ...rows.map(([column, select]): [string, string] => [column, statement(cohorts, select)]),
    ...Object.entries(cohortFormulas(context)).map(([column, formula]): [string, string] => [
      column,
      `SELECT cohort_date, day_number, ${formula} AS ${column}\nFROM ${outputFiles.cohorts}\nORDER BY cohort_date, day_number`,
    ]),
  ]);
}

const withEvents = `WITH events AS (FROM ${outputFiles.events} WHERE NOT is_future)`;

const calendar =
  'SELECT unnest(generate_series(min(event_date), max(event_date), INTERVAL 1 DAY))::DATE AS event_date FROM events';

function withActive({ aggregation }: MetricContext): string {
  return `${withEvents},\nactive AS (SELECT DISTINCT player_id, event_date FROM events WHERE ${isActive(aggregation)})`;
}

function windowOf(column: string, days: number): string {
  return `SELECT day.event_date, count(DISTINCT player_id) AS ${column}
FROM (${calendar}) AS day
  JOIN active ON active.event_date BETWEEN day.event_date - ${days - 1} AND day.event_date
GROUP BY day.event_date`;
}

/** A figure that is NULL where its number never occurs. */
function whereItOccurs({ sql, needs }: EventFigure): string {
  return needs === undefined
    ? sql
    : `CASE WHEN (SELECT bool_or((${needs}) IS NOT NULL) FROM events) THEN ${sql} END`;
}

function statement(common: string, select: string): string {
  return `${common}\n${select.trim()}\nORDER BY ALL`;
}
