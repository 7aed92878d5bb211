import type { Cohort, Pooled } from '../../../../shared/ipc/cohorts.ts';
import { formatShort, formatValue } from '../../lib/format.ts';
import type { Measure } from './cohort-view-store.ts';

/** The figures of a cell. */
export type Figures = {
  /** How many cohorts they are the sums of; 1 for a single one. */
  readonly cohorts: number;
  readonly size: number;
  readonly active: number;
  readonly retained: number;
  readonly revenue: number | null;
  readonly isComplete: boolean;
};

/** Which of the figures is shown. */
export type Shown = { readonly measure: Measure; readonly isRolling: boolean };

/** A cell of a cohort; null where the data do not reach so far. */
export function cohortFigures(cohort: Cohort, n: number): Figures | null {
  const active = cohort.active[n];
  const retained = cohort.retained[n];
  if (active === undefined || retained === undefined) return null;
  const revenue = cohort.revenue?.[n] ?? null;
  return { cohorts: 1, size: cohort.size, active, retained, revenue, isComplete: n < cohort.complete };
}

/** The sums over the complete cells of period n; null where there is none. */
export function pooledFigures(pooled: Pooled, n: number): Figures | null {
  const cohorts = pooled.cohorts[n];
  const size = pooled.size[n];
  const active = pooled.active[n];
  const retained = pooled.retained[n];
  if (cohorts === undefined || size === undefined || active === undefined || retained === undefined)
    return null;
  return { cohorts, size, active, retained, revenue: pooled.revenue?.[n] ?? null, isComplete: true };
}

/** The players that count. */
export function countedOf(figures: Figures, isRolling: boolean): number {
  return isRolling ? figures.retained : figures.active;
}

/** The value shown: of several cohorts, pooled; a count is their mean. */
export function shownValue(figures: Figures | null, { measure, isRolling }: Shown): number | null {
  if (figures === null) return null;
  if (measure === 'ltv') return figures.revenue === null ? null : figures.revenue / figures.size;
  return countedOf(figures, isRolling) / (measure === 'share' ? figures.size : figures.cohorts);
}

/** The unit of each. */
export const units = { share: 'share', count: 'players', ltv: 'money' } as const;

// Below this, cents are told from each other; above it they would not fit.
const smallAmount = 100;

/** A value as it stands in a cell. */
export function cellText(value: number | null, measure: Measure): string {
  if (value === null) return '';
  return measure === 'ltv' && Math.abs(value) < smallAmount
    ? formatValue(value, 'money')
    : formatShort(value, units[measure]);
}

/** A value in full. */
export function valueText(value: number | null, measure: Measure): string {
  return formatValue(value, units[measure]);
}
