import { listColumns, type Metric } from './definitions.ts';
import { dateLiteral, type MetricContext } from './metric-context.ts';
import { lastDaySql, type Period } from './periods.ts';

/**
 * What the figures of cells are computed from, each a row per player and something of theirs, with `cohort_date`:
 *
 * - `cohort_players`: a player, on their last active day
 * - `cohort_days`: an active day; several of them in a period are one
 * - `cohort_spend`: a day with purchases that count and carry an amount, or one such purchase; `revenue` is exact
 */
export const cellTables = ['cohort_players', 'cohort_days', 'cohort_spend'] as const;
export type CellTable = (typeof cellTables)[number];

/** An aggregate over the rows that a table has for the cohort in the period, in that and all before, or in that and all after. */
export type CellFigure = {
  readonly from: CellTable;
  readonly aggregate: string;
  readonly over: 'the period' | 'periods so far' | 'periods from here on';
  /** Where no event of the run holds an amount, the figure is NULL, not 0. */
  readonly needsAmounts?: true;
};

/** What follows from other columns of the same row. */
type RowFigure = {
  readonly from: 'row';
  readonly formula: (context: MetricContext, period: Period) => string;
};

/** What makes the cell: its cohort, the number of its period, the size of the cohort. */
type CellItself = { readonly from: 'cell' };

export type CohortMetric = Metric & { readonly sql: CellFigure | RowFigure | CellItself };

/** The columns of `retention_cohorts.parquet`, in order: what each means, and its SQL. */
export const cohortMetrics = {
  cohort_date: {
    label: 'Cohort',
    unit: 'date',
    type: 'DATE',
    meaning: 'The first active day that the players of a cohort share.',
    formula: 'min(event_date) of active events per player',
    sql: { from: 'cell' },
  },
  day_number: {
    label: 'Day',
    unit: 'days',
    type: 'BIGINT',
    meaning: 'Days since the cohort date; day 0 is the cohort date.',
    formula: 'event_date - cohort_date',
    sql: { from: 'cell' },
  },
  cohort_size: {
    label: 'Size',
    unit: 'players',
    type: 'BIGINT',
    meaning: 'Players of the cohort.',
    formula: 'count of players',
    sql: { from: 'cell' },
  },
  active_players: {
    label: 'Active',
    unit: 'players',
    type: 'BIGINT',
    meaning: 'Players of the cohort active on that very day.',
    formula: 'count active on cohort_date + n',
    sql: { from: 'cohort_days', aggregate: 'count(*)', over: 'the period' },
  },
  retained_players: {
    label: 'Retained',
    unit: 'players',
    type: 'BIGINT',
    meaning: 'Players of the cohort active on that day or any later one, so far.',
    formula: 'count whose last active day >= cohort_date + n',
    sql: { from: 'cohort_players', aggregate: 'count(*)', over: 'periods from here on' },
  },
  retention_rate: {
    label: 'Classic retention',
    unit: 'share',
    type: 'DOUBLE',
    meaning: 'Classic N-day retention.',
    formula: 'active_players / cohort_size',
    sql: { from: 'row', formula: () => 'active_players / cohort_size' },
  },
  rolling_retention_rate: {
    label: 'Rolling retention',
    unit: 'share',
    type: 'DOUBLE',
    meaning: 'Rolling ("on or after") retention, so far.',
    formula: 'retained_players / cohort_size',
    sql: { from: 'row', formula: () => 'retained_players / cohort_size' },
  },
  is_complete: {
    label: 'Complete',
    unit: 'flag',
    type: 'BOOLEAN',
    meaning: 'Whether that day of the cohort is over in the data.',
    formula: 'cohort_date + n <= last complete day',
    sql: {
      from: 'row',
      formula: ({ lastCompleteDate }, period) =>
        `${lastDaySql('cohort_date', 'day_number', period)} <= ${dateLiteral(lastCompleteDate)}`,
    },
  },
  cumulative_revenue: {
    label: 'Revenue so far',
    unit: 'money',
    type: 'DOUBLE',
    meaning: 'Revenue of the cohort up to that day, outliers left out.',
    formula: 'running sum of revenue over day numbers',
    sql: { from: 'cohort_spend', aggregate: 'sum(revenue)', over: 'periods so far', needsAmounts: true },
  },
  ltv: {
    label: 'LTV',
    unit: 'money',
    type: 'DOUBLE',
    meaning: 'Lifetime value so far: revenue per player of the cohort.',
    formula: 'cumulative_revenue / cohort_size',
    sql: { from: 'row', formula: () => 'cumulative_revenue / cohort_size' },
  },
} as const satisfies Record<string, CohortMetric>;

/** The same as a list, in the order of the file. */
export const cohortColumns = listColumns<keyof typeof cohortMetrics>(cohortMetrics);
