import { create } from 'zustand';
import type { Period } from '../../../../shared/metrics/periods.ts';

/** What a cell shows. */
export type Measure = 'share' | 'count' | 'ltv';
/** What the darkest colour stands for: the largest value of all rows, or of each. */
export type ColorScale = 'absolute' | 'row';

type CohortView = {
  period: Period;
  isRolling: boolean;
  measure: Measure;
  scale: ColorScale;
  /** The columns as they are typed, for each period; empty for all. */
  columns: Record<Period, string>;
  /** The property column that players are told apart by. */
  breakdown: string | null;
  /** The cohorts whose curves are drawn, by their start, in the order they were chosen. */
  chosen: readonly string[];
};

// One colour is left for what comes after them.
const maxChosen = 7;

/** How the screen of cohorts is set; kept while other screens are shown. */
export const useCohortView = create<CohortView>(() => ({
  period: 'day',
  isRolling: false,
  measure: 'share',
  scale: 'absolute',
  columns: { day: '', week: '', month: '' },
  breakdown: null,
  chosen: [],
}));

/** Cohorts by another period are other cohorts: none of them is chosen. */
export function choosePeriod(period: Period): void {
  useCohortView.setState({ period, chosen: [] });
}

export function typeColumns(period: Period, text: string): void {
  useCohortView.setState(({ columns }) => ({ columns: { ...columns, [period]: text } }));
}

/** Draws a cohort's curve, or takes it away; the eighth takes the place of the first. */
export function toggleCohort(start: string): void {
  useCohortView.setState(({ chosen }) => ({
    chosen: chosen.includes(start)
      ? chosen.filter((one) => one !== start)
      : [...chosen, start].slice(-maxChosen),
  }));
}
