import type { DayTable } from './day-tables.ts';
import { listColumns, type Metric } from './definitions.ts';
import { amountOf, dateLiteral, isCountedPurchase, type MetricContext } from './metric-context.ts';
import { exactSum, numericProperty } from './numeric-property.ts';

/** An aggregate over the rows that a table (day-tables.ts) has on the day. */
export type TableFigure = {
  readonly from: DayTable;
  readonly aggregate: (context: MetricContext) => string;
  /** What it is on a day without rows. */
  readonly onEmptyDay: '0' | 'NULL';
  /** The number that has to occur in some event of the run: where it never does, the figure is NULL on every day, not 0. */
  readonly needs?: (context: MetricContext) => string;
};

/** Players with an active event in so many days, which end with the day. */
export type WindowFigure = { readonly from: 'last days'; readonly days: number };

/** What follows from other columns of the same row. */
export type RowFigure = { readonly from: 'row'; readonly formula: (context: MetricContext) => string };

/** The day itself. */
type CalendarFigure = { readonly from: 'calendar' };

export type DailyMetric = Metric & {
  readonly sql: TableFigure | WindowFigure | RowFigure | CalendarFigure;
  /** Where a day may have no value. So it is of every column that earlier runs lack: there it has none. */
  readonly canBeNull?: true;
};

const isSessionEnd = "event_type = 'session_end'";
const nothing = 'NULL::DOUBLE';

const isCounted = ({ aggregation }: MetricContext) => isCountedPurchase(aggregation);
const amount = (context: MetricContext) => amountOf(context) ?? nothing;
const duration = ({ columns }: MetricContext) => numericProperty(columns, 'session_duration') ?? nothing;
const levels = ({ columns }: MetricContext) => numericProperty(columns, 'levels_played') ?? nothing;

/** The columns of `daily_metrics.parquet`, in order: what each means, and its SQL. Future events count in none of them. */
export const dailyMetrics = {
  event_date: {
    label: 'Day',
    unit: 'date',
    type: 'DATE',
    meaning: 'Calendar day in the reporting time zone; days without events are rows of zeros.',
    formula: 'date(timestamp at time zone)',
    sql: { from: 'calendar' },
  },
  is_complete: {
    label: 'Complete',
    unit: 'flag',
    type: 'BOOLEAN',
    meaning: 'Whether the day is over in the data.',
    formula: 'event_date <= last complete day',
    sql: row(({ lastCompleteDate }) => `event_date <= ${dateLiteral(lastCompleteDate)}`),
  },
  below_min_dau: {
    label: 'Below minimum',
    unit: 'flag',
    type: 'BOOLEAN',
    meaning: 'Whether fewer players than expected were active.',
    formula: 'dau < aggregation.min_dau',
    sql: row(({ aggregation }) => `dau < ${aggregation.min_dau}`),
  },
  dau: {
    label: 'DAU',
    unit: 'players',
    type: 'BIGINT',
    meaning: 'Players with an active event on the day.',
    formula: 'count(distinct player_id) of active events',
    sql: count('active_days'),
  },
  wau: {
    label: 'WAU',
    unit: 'players',
    type: 'BIGINT',
    meaning: 'Players with an active event in the 7 days that end with the day.',
    formula: 'count(distinct player_id) over days d-6 .. d',
    sql: { from: 'last days', days: 7 },
  },
  mau: {
    label: 'MAU',
    unit: 'players',
    type: 'BIGINT',
    meaning: 'Players with an active event in the 30 days that end with the day.',
    formula: 'count(distinct player_id) over days d-29 .. d',
    sql: { from: 'last days', days: 30 },
  },
  stickiness: {
    label: 'Stickiness',
    unit: 'share',
    type: 'DOUBLE',
    meaning: "The share of the month's players who came today.",
    formula: 'dau / mau',
    sql: row(() => 'dau / nullif(mau, 0)'),
    canBeNull: true,
  },
  new_players: {
    label: 'New',
    unit: 'players',
    type: 'BIGINT',
    meaning: 'Players whose first active day ever is the day.',
    formula: 'count where first active day = d',
    sql: count('active_days', 'previous_date IS NULL'),
  },
  returning_players: {
    label: 'Returning',
    unit: 'players',
    type: 'BIGINT',
    meaning: 'Players active today and yesterday.',
    formula: 'count where active on d and on d-1',
    sql: count('active_days', 'previous_date = event_date - 1'),
  },
  resurrected_players: {
    label: 'Resurrected',
    unit: 'players',
    type: 'BIGINT',
    meaning: 'Players active today, not yesterday, and not new.',
    formula: 'dau - new_players - returning_players',
    sql: row(() => 'dau - new_players - returning_players'),
  },
  dormant_players: {
    label: 'Dormant',
    unit: 'players',
    type: 'BIGINT',
    meaning: 'Players active yesterday and not today.',
    formula: 'count where active on d-1 and not on d',
    sql: count('absences'),
  },
  total_events: {
    label: 'Events',
    unit: 'events',
    type: 'BIGINT',
    meaning: 'Events of every type.',
    formula: 'count(*)',
    sql: count('events'),
  },
  total_sessions: {
    label: 'Sessions',
    unit: 'sessions',
    type: 'BIGINT',
    meaning: 'Sessions with an event on the day.',
    formula: 'count(distinct player_id, session_id)',
    sql: count('session_days'),
  },
  sessions_per_user: {
    label: 'Sessions per player',
    unit: 'ratio',
    type: 'DOUBLE',
    meaning: 'Sessions per active player.',
    formula: 'total_sessions / dau',
    sql: row(() => 'total_sessions / nullif(dau, 0)'),
    canBeNull: true,
  },
  avg_session_duration: {
    label: 'Session duration',
    unit: 'seconds',
    type: 'DOUBLE',
    meaning: 'Mean reported duration of the sessions that ended on the day.',
    formula: 'mean of prop_session_duration over session_end events that carry one',
    sql: {
      from: 'events',
      aggregate: (context) =>
        `${exactSum(duration(context), isSessionEnd)} / nullif(count(${duration(context)}) FILTER (WHERE ${isSessionEnd}), 0)`,
      onEmptyDay: 'NULL',
    },
    canBeNull: true,
  },
  avg_session_span: {
    label: 'Session span',
    unit: 'seconds',
    type: 'DOUBLE',
    meaning: 'Mean time from first to last event of the sessions that began on the day.',
    formula: 'mean of (last - first timestamp)',
    sql: { from: 'sessions', aggregate: () => 'sum(span_us) / count(*) / 1e6', onEmptyDay: 'NULL' },
    canBeNull: true,
  },
  total_levels_played: {
    label: 'Levels played',
    unit: 'levels',
    type: 'DOUBLE',
    meaning: 'Levels played in the sessions that ended on the day.',
    formula: 'sum of prop_levels_played over session_end events',
    sql: {
      from: 'events',
      aggregate: (context) => exactSum(levels(context), isSessionEnd),
      onEmptyDay: '0',
      needs: levels,
    },
    canBeNull: true,
  },
  total_purchases: {
    label: 'Purchases',
    unit: 'purchases',
    type: 'BIGINT',
    meaning: 'Purchases, revenue outliers left out.',
    formula: 'count of purchase events that are no outlier',
    sql: {
      from: 'events',
      aggregate: (context) => `count(*) FILTER (WHERE ${isCounted(context)})`,
      onEmptyDay: '0',
    },
  },
  total_revenue: {
    label: 'Revenue',
    unit: 'money',
    type: 'DOUBLE',
    meaning: 'Revenue, outliers left out.',
    formula: 'sum of the revenue property over purchases that are no outlier',
    sql: {
      from: 'events',
      aggregate: (context) => exactSum(amount(context), isCounted(context)),
      onEmptyDay: '0',
      needs: amount,
    },
    canBeNull: true,
  },
  paying_users: {
    label: 'Paying players',
    unit: 'players',
    type: 'BIGINT',
    meaning: 'Players with a purchase that is no outlier.',
    formula: 'count(distinct player_id) of these purchases',
    sql: {
      from: 'events',
      aggregate: (context) => `count(DISTINCT player_id) FILTER (WHERE ${isCounted(context)})`,
      onEmptyDay: '0',
    },
  },
  revenue_outliers: {
    label: 'Revenue outliers',
    unit: 'purchases',
    type: 'BIGINT',
    meaning: 'Purchases above aggregation.max_revenue_per_event.',
    formula: 'count where amount > limit',
    sql: { ...count('events', 'is_revenue_outlier'), needs: amount },
    canBeNull: true,
  },
  outlier_revenue: {
    label: 'Outlier revenue',
    unit: 'money',
    type: 'DOUBLE',
    meaning: 'The sum of the outliers.',
    formula: 'sum of amount where amount > limit',
    sql: {
      from: 'events',
      aggregate: (context) => exactSum(amount(context), 'is_revenue_outlier'),
      onEmptyDay: '0',
      needs: amount,
    },
    canBeNull: true,
  },
  arpu: {
    label: 'ARPU',
    unit: 'money',
    type: 'DOUBLE',
    meaning: 'Revenue per active player.',
    formula: 'total_revenue / dau',
    sql: row(() => 'total_revenue / nullif(dau, 0)'),
    canBeNull: true,
  },
  arppu: {
    label: 'ARPPU',
    unit: 'money',
    type: 'DOUBLE',
    meaning: 'Revenue per paying player.',
    formula: 'total_revenue / paying_users',
    sql: row(() => 'total_revenue / nullif(paying_users, 0)'),
    canBeNull: true,
  },
  conversion_rate: {
    label: 'Conversion',
    unit: 'share',
    type: 'DOUBLE',
    meaning: 'Paying players per active player.',
    formula: 'paying_users / dau',
    sql: row(() => 'paying_users / nullif(dau, 0)'),
    canBeNull: true,
  },
} as const satisfies Record<string, DailyMetric>;

export type DailyColumn = keyof typeof dailyMetrics;

/** The same as a list, in the order of the file. */
export const dailyColumns = listColumns<DailyColumn>(dailyMetrics);

function count(from: DayTable, filter?: string) {
  const aggregate = () => `count(*)${filter === undefined ? '' : ` FILTER (WHERE ${filter})`}`;
  return { from, aggregate, onEmptyDay: '0' } as const;
}

function row(formula: RowFigure['formula']) {
  return { from: 'row', formula } as const;
}
