import type { DailyRow } from '../../../../shared/ipc/results.ts';
import type { DayRange } from '../../../../shared/metrics/kpis.ts';

type Day = Pick<DailyRow, 'event_date' | 'is_complete'>;

/** Spans to choose with one click, in days. */
export const presets = [7, 30, 90] as const;

/** All days of a run, given by date. */
export function wholeRange(days: readonly Day[]): DayRange {
  return { from: days[0]?.event_date ?? '', to: days.at(-1)?.event_date ?? '' };
}

/**
 * The last so many complete days, and the incomplete ones after them.
 * @returns null where there are not more days than that: then it is all of them
 */
export function presetRange(days: readonly Day[], length: number): DayRange | null {
  const complete = days.filter(({ is_complete }) => is_complete);
  if (complete.length <= length) return null;
  return { ...wholeRange(days), from: complete.at(-length)?.event_date ?? '' };
}

/** The longest preset that has as many days before it to be compared with; without one, all days. */
export function defaultRange(days: readonly Day[]): DayRange {
  const complete = days.filter(({ is_complete }) => is_complete).length;
  const longest = presets.findLast((length) => complete >= 2 * length);
  return (longest === undefined ? null : presetRange(days, longest)) ?? wholeRange(days);
}

/** What of a range lies within the days; null where nothing does, or its ends are the wrong way round. */
export function clipRange(days: readonly Day[], { from, to }: DayRange): DayRange | null {
  const whole = wholeRange(days);
  const clipped = { from: from < whole.from ? whole.from : from, to: to > whole.to ? whole.to : to };
  return clipped.from <= clipped.to ? clipped : null;
}

/** The days of a range, a slice of all. */
export function daysWithin<Row extends Day>(days: readonly Row[], { from, to }: DayRange): Row[] {
  return days.filter(({ event_date }) => event_date >= from && event_date <= to);
}
