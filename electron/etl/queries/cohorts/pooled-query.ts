import { z } from 'zod';
import type { Pooled } from '../../../../shared/ipc/cohorts.ts';

/** More than two years of daily columns: what lies beyond is read by week or month. */
export const maxPeriods = 731;

/** As `sumsOverCells` gives it. */
export const pooledRow = z.object({
  n: z.number().int(),
  cohorts: z.number(),
  size: z.number(),
  active: z.number(),
  retained: z.number(),
  revenue: z.number().nullable(),
});

/** Sums over the complete cells of each n, as SQL over a table of cells. @param key further columns to group by, each with its comma */
export function sumsOverCells(cells: string, key = ''): string {
  return `SELECT ${key}n, count(*)::DOUBLE AS cohorts, sum(size)::DOUBLE AS size, sum(active)::DOUBLE AS active,
  sum(retained)::DOUBLE AS retained, sum(revenue)::DOUBLE AS revenue
FROM ${cells} WHERE is_complete AND n < ${maxPeriods} GROUP BY ALL ORDER BY ${key}n`;
}

/** Rows of one group, by n, as lists. The oldest cohort has every n that any has: there are no gaps. */
export function toPooled(rows: readonly z.infer<typeof pooledRow>[]): Pooled {
  const revenue = rows.flatMap((row) => row.revenue ?? []);
  return {
    cohorts: rows.map((row) => row.cohorts),
    size: rows.map((row) => row.size),
    active: rows.map((row) => row.active),
    retained: rows.map((row) => row.retained),
    revenue: revenue.length === 0 || revenue.length < rows.length ? null : revenue,
  };
}
