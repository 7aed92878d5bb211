import type { BreakdownRequest, BreakdownSeries } from '../../../../shared/ipc/daily.ts';
import type { BreakdownMetric } from '../../../../shared/metrics/breakdowns.ts';

/** A breakdown by one of some metrics. */
export type PartsRequest<M extends BreakdownMetric> = BreakdownRequest & { metric: M };

/** A part of a daily figure: that of one value, of all others, or of the events without one. */
export type Part = {
  readonly kind: BreakdownSeries['kind'];
  readonly value: string | null;
  /** By date, where there is something. */
  readonly figures: ReadonlyMap<string, number>;
  /** The sum over the range. */
  readonly total: number;
};

/** The parts of a figure over a range: the top values in their order, the others, the events without a value. */
export type Parts = {
  readonly parts: readonly Part[];
  /** How many different values there are in the range. */
  readonly values: number;
};
