import type { RetentionCohort } from './cohorts.ts';

/** Retention on one day_number over all cohorts. */
export interface PooledRetention {
  retention_rate: number | null;
  rolling_retention_rate: number | null;
}

/** Sum of players over sum of sizes, over complete cells only: a large cohort weighs more than a small one. */
export function pooledRetention(cohorts: readonly RetentionCohort[], dayNumber: number): PooledRetention {
  const cells = cohorts.filter((cell) => cell.day_number === dayNumber && cell.is_complete);
  const sum = (of: (cell: RetentionCohort) => number): number =>
    cells.reduce((total, cell) => total + of(cell), 0);
  const size = sum((cell) => cell.cohort_size);
  if (size === 0) {
    return { retention_rate: null, rolling_retention_rate: null };
  }
  return {
    retention_rate: sum((cell) => cell.active_players) / size,
    rolling_retention_rate: sum((cell) => cell.retained_players) / size,
  };
}
