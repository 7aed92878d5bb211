import type { CohortMatrix } from '../../../../shared/ipc/cohorts.ts';
import { isLeftCensored } from '../../../../shared/metrics/cohort-views.ts';
import type { Period } from '../../../../shared/metrics/periods.ts';
import type { TableData } from '../../lib/csv.ts';
import type { ColorScale } from './cohort-view-store.ts';
import { scaleEnd } from './color-scale.ts';
import { cohortFigures, type Figures, pooledFigures, type Shown, shownValue } from './figures.ts';
import { cohortText, columnText } from './period-text.ts';

/** A row of the heatmap. */
export type HeatmapRow = {
  /** First day of the cohort; null for the pooled average. */
  readonly start: string | null;
  readonly label: string;
  readonly size: number;
  readonly isLeftCensored: boolean;
  /** A cell for each column; null where the data do not reach so far. */
  readonly cells: readonly (Figures | null)[];
  /** What the far end of the colour scale stands for. */
  readonly end: number;
};

/** The heatmap as it is drawn, saved and read out. */
export type HeatmapModel = {
  readonly period: Period;
  readonly shown: Shown;
  readonly scale: ColorScale;
  /** Period numbers of the columns. */
  readonly columns: readonly number[];
  /** The average first. */
  readonly rows: readonly HeatmapRow[];
};

type HeatmapOptions = {
  matrix: CohortMatrix;
  /** As `cohortCells` gives them for these columns. */
  cells: readonly (readonly (Figures | null)[])[];
  columns: readonly number[];
  period: Period;
  shown: Shown;
  scale: ColorScale;
  firstDate: string;
};

/** The cells of every cohort: the same whatever of them is shown, and many. */
export function cohortCells(matrix: CohortMatrix, columns: readonly number[]): (Figures | null)[][] {
  return matrix.cohorts.map((cohort) => columns.map((n) => cohortFigures(cohort, n)));
}

export function heatmapModel({ matrix, cells: all, firstDate, ...view }: HeatmapOptions): HeatmapModel {
  const { columns, period, shown, scale } = view;
  const endOf = (cells: readonly (Figures | null)[]) =>
    scaleEnd(
      cells.map((figures, index) => ({ n: columns[index] ?? 0, figures })),
      shown,
    );
  const cohorts = matrix.cohorts.map((cohort, index) => ({ cohort, cells: all[index] ?? [] }));
  const ends = cohorts.map(({ cells }) => endOf(cells));
  const pooled = columns.map((n) => pooledFigures(matrix.pooled, n));
  const end = ends.reduce((largest, one) => Math.max(largest, one), 0);
  const average: HeatmapRow = {
    start: null,
    label: 'Average',
    size: matrix.players,
    isLeftCensored: false,
    cells: pooled,
    end: scale === 'row' ? endOf(pooled) : end,
  };
  return {
    ...view,
    rows: [
      average,
      ...cohorts.map(({ cohort, cells }, index) => ({
        start: cohort.start,
        label: cohortText(cohort.start, period),
        size: cohort.size,
        isLeftCensored: isLeftCensored(cohort.start, firstDate),
        cells,
        end: scale === 'row' ? (ends[index] ?? 0) : end,
      })),
    ],
  };
}

/** Where a value lies on the colour scale, 0..1. */
export function shareOfScale(value: number, end: number): number {
  return end > 0 ? value / end : 0;
}

/** The heatmap as a table; `complete_cells` says how many of its columns are over in the data. */
export function heatmapTable({ rows, columns, period, shown }: HeatmapModel): TableData {
  return {
    header: [
      'cohort',
      'size',
      'left_censored',
      'complete_cells',
      ...columns.map((n) => columnText(n, period)),
    ],
    rows: rows.map((row) => [
      row.start ?? 'pooled average',
      row.size,
      row.isLeftCensored,
      row.cells.filter((cell) => cell?.isComplete).length,
      ...row.cells.map((cell) => shownValue(cell, shown)),
    ]),
  };
}
