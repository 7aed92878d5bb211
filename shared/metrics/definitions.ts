import type { FigureDefinition } from './figure-definition.ts';

/** What a number counts: how it is written on screen and in reports. */
export type Unit =
  | 'date'
  | 'days'
  | 'flag'
  | 'players'
  | 'events'
  | 'sessions'
  | 'seconds'
  | 'levels'
  | 'purchases'
  | 'money'
  | 'share'
  | 'ratio';

/** A metric column: its name in the Parquet file, what it means, and the formula. */
export type MetricDefinition = FigureDefinition & {
  column: string;
  unit: Unit;
};

/** The columns of `daily_metrics.parquet`, in order. Future events count in none of them. */
export const dailyMetrics: readonly MetricDefinition[] = [
  metric(
    'event_date',
    'Day',
    'date',
    'Calendar day in the reporting time zone; days without events are rows of zeros.',
    'date(timestamp at time zone)',
  ),
  metric(
    'is_complete',
    'Complete',
    'flag',
    'Whether the day is over in the data.',
    'event_date <= last complete day',
  ),
  metric(
    'below_min_dau',
    'Below minimum',
    'flag',
    'Whether fewer players than expected were active.',
    'dau < aggregation.min_dau',
  ),
  metric(
    'dau',
    'DAU',
    'players',
    'Players with an active event on the day.',
    'count(distinct player_id) of active events',
  ),
  metric(
    'wau',
    'WAU',
    'players',
    'Players with an active event in the 7 days that end with the day.',
    'count(distinct player_id) over days d-6 .. d',
  ),
  metric(
    'mau',
    'MAU',
    'players',
    'Players with an active event in the 30 days that end with the day.',
    'count(distinct player_id) over days d-29 .. d',
  ),
  metric(
    'stickiness',
    'Stickiness',
    'share',
    "The share of the month's players who came today.",
    'dau / mau',
  ),
  metric(
    'new_players',
    'New',
    'players',
    'Players whose first active day ever is the day.',
    'count where first active day = d',
  ),
  metric(
    'returning_players',
    'Returning',
    'players',
    'Players active today and yesterday.',
    'count where active on d and on d-1',
  ),
  metric(
    'resurrected_players',
    'Resurrected',
    'players',
    'Players active today, not yesterday, and not new.',
    'dau - new_players - returning_players',
  ),
  metric(
    'dormant_players',
    'Dormant',
    'players',
    'Players active yesterday and not today.',
    'count where active on d-1 and not on d',
  ),
  metric('total_events', 'Events', 'events', 'Events of every type.', 'count(*)'),
  metric(
    'total_sessions',
    'Sessions',
    'sessions',
    'Sessions with an event on the day.',
    'count(distinct player_id, session_id)',
  ),
  metric(
    'sessions_per_user',
    'Sessions per player',
    'ratio',
    'Sessions per active player.',
    'total_sessions / dau',
  ),
  metric(
    'avg_session_duration',
    'Session duration',
    'seconds',
    'Mean reported duration of the sessions that ended on the day.',
    'mean of prop_session_duration over session_end events that carry one',
  ),
  metric(
    'avg_session_span',
    'Session span',
    'seconds',
    'Mean time from first to last event of the sessions that began on the day.',
    'mean of (last - first timestamp)',
  ),
  metric(
    'total_levels_played',
    'Levels played',
    'levels',
    'Levels played in the sessions that ended on the day.',
    'sum of prop_levels_played over session_end events',
  ),
  metric(
    'total_purchases',
    'Purchases',
    'purchases',
    'Purchases, revenue outliers left out.',
    'count of purchase events that are no outlier',
  ),
  metric(
    'total_revenue',
    'Revenue',
    'money',
    'Revenue, outliers left out.',
    'sum of the revenue property over purchases that are no outlier',
  ),
  metric(
    'paying_users',
    'Paying players',
    'players',
    'Players with a purchase that is no outlier.',
    'count(distinct player_id) of these purchases',
  ),
  metric(
    'revenue_outliers',
    'Revenue outliers',
    'purchases',
    'Purchases above aggregation.max_revenue_per_event.',
    'count where amount > limit',
  ),
  metric(
    'outlier_revenue',
    'Outlier revenue',
    'money',
    'The sum of the outliers.',
    'sum of amount where amount > limit',
  ),
  metric('arpu', 'ARPU', 'money', 'Revenue per active player.', 'total_revenue / dau'),
  metric('arppu', 'ARPPU', 'money', 'Revenue per paying player.', 'total_revenue / paying_users'),
  metric('conversion_rate', 'Conversion', 'share', 'Paying players per active player.', 'paying_users / dau'),
];

/** The columns of `retention_cohorts.parquet`, in order. */
export const cohortMetrics: readonly MetricDefinition[] = [
  metric(
    'cohort_date',
    'Cohort',
    'date',
    'The first active day that the players of a cohort share.',
    'min(event_date) of active events per player',
  ),
  metric(
    'day_number',
    'Day',
    'days',
    'Days since the cohort date; day 0 is the cohort date.',
    'event_date - cohort_date',
  ),
  metric('cohort_size', 'Size', 'players', 'Players of the cohort.', 'count of players'),
  metric(
    'active_players',
    'Active',
    'players',
    'Players of the cohort active on that very day.',
    'count active on cohort_date + n',
  ),
  metric(
    'retained_players',
    'Retained',
    'players',
    'Players of the cohort active on that day or any later one, so far.',
    'count whose last active day >= cohort_date + n',
  ),
  metric(
    'retention_rate',
    'Classic retention',
    'share',
    'Classic N-day retention.',
    'active_players / cohort_size',
  ),
  metric(
    'rolling_retention_rate',
    'Rolling retention',
    'share',
    'Rolling ("on or after") retention, so far.',
    'retained_players / cohort_size',
  ),
  metric(
    'is_complete',
    'Complete',
    'flag',
    'Whether that day of the cohort is over in the data.',
    'cohort_date + n <= last complete day',
  ),
  metric(
    'cumulative_revenue',
    'Revenue so far',
    'money',
    'Revenue of the cohort up to that day, outliers left out.',
    'running sum of revenue over day numbers',
  ),
  metric(
    'ltv',
    'LTV',
    'money',
    'Lifetime value so far: revenue per player of the cohort.',
    'cumulative_revenue / cohort_size',
  ),
];

function metric(
  column: string,
  label: string,
  unit: Unit,
  meaning: string,
  formula: string,
): MetricDefinition {
  return { column, label, unit, meaning, formula };
}
