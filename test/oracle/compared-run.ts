import { pooledRetention } from './pooled-retention.ts';
import type { ReferenceResult } from './reference.ts';

/** What a comparison says of one day number of a run: the share retained, and what it rests on. */
export interface RetainedDay {
  readonly day: number;
  readonly cohorts: number;
  readonly players: number;
  readonly rate: number | null;
}

/** Each day number that at least one cohort has complete. */
export function retainedDays({ cohorts }: ReferenceResult): RetainedDay[] {
  const days: RetainedDay[] = [];
  for (let day = 0; ; day += 1) {
    const cells = cohorts.filter((cell) => cell.day_number === day);
    if (cells.length === 0) return days;
    const complete = cells.filter((cell) => cell.is_complete);
    if (complete.length > 0) {
      const players = complete.reduce((sum, cell) => sum + cell.cohort_size, 0);
      const { retention_rate: rate } = pooledRetention(cohorts, day);
      days.push({ day, cohorts: complete.length, players, rate });
    }
  }
}
