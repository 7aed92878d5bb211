/** What cohorts are gathered by: calendar days, ISO weeks (from Monday) and calendar months of the reporting time zone. */
export const periods = ['day', 'week', 'month'] as const;
export type Period = (typeof periods)[number];

const dayMs = 86_400_000;

/**
 * The first day of the n-th period after one that begins on `start`, both `YYYY-MM-DD`; n may be negative.
 * @param start the first day of a period of that kind
 */
export function addPeriods(start: string, n: number, period: Period): string {
  const date = new Date(`${start}T00:00:00Z`);
  if (period === 'month') date.setUTCMonth(date.getUTCMonth() + n);
  else date.setUTCDate(date.getUTCDate() + n * (period === 'week' ? 7 : 1));
  return date.toISOString().slice(0, 10);
}

/** The last day of a period that begins on `start`. */
export function lastDayOf(start: string, period: Period): string {
  return addPeriods(addPeriods(start, 1, period), -1, 'day');
}

/** Days from one date to another, both `YYYY-MM-DD`. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs;
}

/** The first day of the period that a date lies in, as SQL. Weeks begin on Monday, as in ISO 8601. */
export function periodSql(date: string, period: Period): string {
  return period === 'day' ? date : `date_trunc('${period}', ${date})::DATE`;
}

/** Periods from that of one date to that of another, as SQL. */
export function periodsBetweenSql(from: string, to: string, period: Period): string {
  if (period === 'month') return `date_diff('month', ${from}, ${to})`;
  const days = `(${periodSql(to, period)} - ${periodSql(from, period)})`;
  return period === 'week' ? `${days} // 7` : days;
}

/** The last day of the n-th period after one that begins on `start`, as SQL. */
export function lastDaySql(start: string, n: string, period: Period): string {
  return period === 'day'
    ? `${start} + ${n}::INTEGER`
    : `${start} + to_${period}s(${n}::INTEGER + 1) - INTERVAL 1 DAY`;
}
