import { useMemo } from 'react';
import { create } from 'zustand';
import type { DailyRow } from '../../../../shared/ipc/results.ts';
import type { DayRange } from '../../../../shared/metrics/kpis.ts';
import { clipRange, defaultRange } from './day-range.ts';

type Ranges = {
  /** The range chosen in each run; none where nothing was chosen yet. */
  chosen: Readonly<Record<string, DayRange>>;
};

const useRanges = create<Ranges>(() => ({ chosen: {} }));

/** Shows these days of a run, in every chart and in the table. */
export function chooseRange(runId: string, range: DayRange): void {
  useRanges.setState(({ chosen }) => ({ chosen: { ...chosen, [runId]: range } }));
}

/** The days of a run that are shown. @param days all of them, by date */
export function useRange(runId: string, days: readonly DailyRow[]): DayRange {
  const chosen = useRanges((state) => state.chosen[runId]);
  return useMemo(
    () => (chosen === undefined ? null : clipRange(days, chosen)) ?? defaultRange(days),
    [chosen, days],
  );
}
