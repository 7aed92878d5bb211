import { isActive, type MetricContext } from './metric-context.ts';
import type { NamedQuery } from './named-query.ts';

/**
 * What daily figures are computed from, each query on those before it. Every one has `event_date`, the day a row counts on.
 *
 * - `events`: the cleaned events without future ones
 * - `active_days`: a row per player and day with an active event; `previous_date` and `next_date` are the player's own
 *   active days around it, NULL at the ends, `cohort_date` the first
 * - `absences`: the day after each active day that none follows, as long as the data go on
 * - `session_days`: a session's first and last event on each of its days (`player_id`, `session_id`, `first_at`, `last_at`)
 * - `sessions`: a row per session, on the day it begins; `span_us` from its first to its last event, in microseconds
 */
export function dayTables({ aggregation }: Pick<MetricContext, 'aggregation'>) {
  return {
    active_days: `
  SELECT player_id, event_date,
    lag(event_date) OVER player AS previous_date,
    lead(event_date) OVER player AS next_date,
    first_value(event_date) OVER player AS cohort_date
  FROM (SELECT DISTINCT player_id, event_date FROM events WHERE ${isActive(aggregation)})
  WINDOW player AS (PARTITION BY player_id ORDER BY event_date)`,
    absences: `
  SELECT player_id, event_date + 1 AS event_date
  FROM active_days
  WHERE (next_date IS NULL OR next_date > event_date + 1) AND event_date < (SELECT max(event_date) FROM events)`,
    session_days: `
  SELECT player_id, session_id, event_date, min(timestamp) AS first_at, max(timestamp) AS last_at
  FROM events WHERE session_id IS NOT NULL GROUP BY ALL`,
    sessions: `
  SELECT arg_min(event_date, first_at) AS event_date, epoch_us(max(last_at)) - epoch_us(min(first_at)) AS span_us
  FROM session_days GROUP BY player_id, session_id`,
  };
}

export type DayTable = 'events' | keyof ReturnType<typeof dayTables>;

const restsOn: Readonly<Record<DayTable, readonly DayTable[]>> = {
  events: [],
  active_days: [],
  absences: ['active_days'],
  session_days: [],
  sessions: ['session_days'],
};

/** A table with those it rests on, over the files of a run. */
export function withDayTable(table: DayTable, context: MetricContext): NamedQuery[] {
  const queries = { events: `FROM 'events_cleaned.parquet' WHERE NOT is_future`, ...dayTables(context) };
  const names: DayTable[] = table === 'events' ? ['events'] : ['events', ...restsOn[table], table];
  return names.map((name) => ({ name, sql: queries[name].trim() }));
}
