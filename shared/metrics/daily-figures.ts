import { amountOf, dateLiteral, isCountedPurchase, type MetricContext } from './metric-context.ts';
import { exactSum, numericProperty } from './numeric-property.ts';

/** A figure of a day: an aggregate over the day's events. */
export type EventFigure = {
  readonly sql: string;
  /** What it is on a day without events. */
  readonly onEmptyDay: '0' | 'NULL';
  /** The number that has to occur in some event of the run: where it never does, the figure is NULL on every day, not 0. */
  readonly needs?: string;
};

const isSessionEnd = "event_type = 'session_end'";
const nothing = 'NULL::DOUBLE';

/** The figures that are aggregates over a day's events, by column of `daily_metrics.parquet`. */
export function eventFigures(context: MetricContext) {
  const isCounted = isCountedPurchase(context.aggregation);
  const amount = amountOf(context) ?? nothing;
  const duration = numericProperty(context.columns, 'session_duration') ?? nothing;
  const levels = numericProperty(context.columns, 'levels_played') ?? nothing;
  return {
    total_events: { sql: 'count(*)', onEmptyDay: '0' },
    avg_session_duration: {
      sql: `${exactSum(duration, isSessionEnd)} / nullif(count(${duration}) FILTER (WHERE ${isSessionEnd}), 0)`,
      onEmptyDay: 'NULL',
    },
    total_levels_played: { sql: exactSum(levels, isSessionEnd), onEmptyDay: '0', needs: levels },
    total_purchases: { sql: `count(*) FILTER (WHERE ${isCounted})`, onEmptyDay: '0' },
    total_revenue: { sql: exactSum(amount, isCounted), onEmptyDay: '0', needs: amount },
    paying_users: { sql: `count(DISTINCT player_id) FILTER (WHERE ${isCounted})`, onEmptyDay: '0' },
    revenue_outliers: { sql: 'count(*) FILTER (WHERE is_revenue_outlier)', onEmptyDay: '0', needs: amount },
    outlier_revenue: { sql: exactSum(amount, 'is_revenue_outlier'), onEmptyDay: '0', needs: amount },
  } satisfies Record<string, EventFigure>;
}

/** The figures that follow from others of the same row, by column. */
export function dailyFormulas({ aggregation, lastCompleteDate }: MetricContext) {
  return {
    is_complete: `event_date <= ${dateLiteral(lastCompleteDate)}`,
    below_min_dau: `dau < ${aggregation.min_dau ?? 'NULL'}`,
    stickiness: 'dau / nullif(mau, 0)',
    resurrected_players: 'dau - new_players - returning_players',
    sessions_per_user: 'total_sessions / nullif(dau, 0)',
    arpu: 'total_revenue / nullif(dau, 0)',
    arppu: 'total_revenue / nullif(paying_users, 0)',
    conversion_rate: 'paying_users / nullif(dau, 0)',
  };
}

/** The mean time from first to last event, in seconds, of the sessions that begin on a day; `events` has what counts. */
export const sessionSpans = `
  SELECT event_date, sum(span_us) / count(*) / 1e6 AS avg_session_span
  FROM (
    SELECT arg_min(event_date, first_at) AS event_date, epoch_us(max(last_at)) - epoch_us(min(first_at)) AS span_us
    FROM session_days GROUP BY player_id, session_id)
  GROUP BY event_date`;

/** A session's first and last event on each of its days. */
export const sessionDays = `
  SELECT player_id, session_id, event_date, min(timestamp) AS first_at, max(timestamp) AS last_at
  FROM events WHERE session_id IS NOT NULL GROUP BY ALL`;
