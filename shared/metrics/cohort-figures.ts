import { dateLiteral, type MetricContext } from './metric-context.ts';

/** The figures of a cohort's day that follow from others of the same row, by column of `retention_cohorts.parquet`. */
export function cohortFormulas({ lastCompleteDate }: MetricContext) {
  return {
    retention_rate: 'active_players / cohort_size',
    rolling_retention_rate: 'retained_players / cohort_size',
    is_complete: `cohort_date + day_number::INTEGER <= ${dateLiteral(lastCompleteDate)}`,
    ltv: 'cumulative_revenue / cohort_size',
  };
}
