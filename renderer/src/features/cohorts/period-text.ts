import { addPeriods, lastDayOf, type Period } from '../../../../shared/metrics/periods.ts';
import { formatDay, formatMonth } from '../../lib/format.ts';

export const periodNames: Record<Period, string> = { day: 'Day', week: 'Week', month: 'Month' };

/** The head of a column: `D7`, `W2`, `M1`. */
export function columnText(n: number, period: Period): string {
  return `${periodNames[period][0]}${n}`;
}

/** A cohort by its first day: the day, the Monday of its week, the month. */
export function cohortText(start: string, period: Period): string {
  return period === 'month' ? formatMonth(start) : formatDay(start);
}

/** When period n of a cohort is. */
export function periodSpan(start: string, n: number, period: Period): string {
  const first = addPeriods(start, n, period);
  if (period === 'week') return `${formatDay(first)} to ${formatDay(lastDayOf(first, 'week'))}`;
  return cohortText(first, period);
}
