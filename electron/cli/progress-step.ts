import { formatProgress } from '../../shared/format/number.ts';
import { formatRate, formatSeconds } from '../../shared/format/quantity.ts';
import type { Progress } from '../../shared/run/progress.ts';
import { stageLabels } from '../../shared/run/stage-labels.ts';

/** How far a piece of work is: `total` and what follows from it are null where they are not known. */
export type ProgressStep = {
  label: string;
  unit: 'bytes' | 'rows' | 'lines';
  done: number;
  total: number | null;
  ratePerSecond: number | null;
  secondsLeft: number | null;
};

/** Shows progress on the terminal. */
export type ProgressView = {
  show(step: ProgressStep): void;
  /** Lets something else be written where the progress stands. */
  interrupt(write: () => void): void;
  /** Ends the showing, leaving nothing half-written. */
  stop(): void;
};

export function stepOf({ stage, ...progress }: Progress): ProgressStep {
  return { label: stageLabels[stage], ...progress };
}

/** The share done, 0 to 1; null where it is not known. */
export function shareOf({ done, total }: ProgressStep): number | null {
  return total === null || total === 0 ? null : Math.min(done / total, 1);
}

/** `42%, 118 MB/s, 5 s left`: as much of it as is known. */
export function describeStep(step: ProgressStep): string {
  const share = shareOf(step);
  const { unit, done, ratePerSecond, secondsLeft } = step;
  // A rate of nothing done, or of everything done, says nothing.
  const isUnderWay = done > 0 && share !== null && share < 1;
  return [
    done > 0 && share !== null && formatProgress(share),
    isUnderWay && ratePerSecond !== null && formatRate(ratePerSecond, unit),
    isUnderWay && secondsLeft !== null && `${formatSeconds(Math.ceil(secondsLeft))} left`,
  ]
    .filter((part) => part !== false)
    .join(', ');
}
