import { formatNumber } from '../../../../shared/format/number.ts';
import { formatBytes, formatRate, formatSeconds } from '../../../../shared/format/quantity.ts';
import type { Progress } from '../../../../shared/run/progress.ts';

/** The share done, 0 to 1; null where it is not known. Before anything is done it says nothing either. */
export function shareOf({ done, total }: Progress): number | null {
  return total === null || total === 0 || done === 0 ? null : Math.min(done / total, 1);
}

/** `118 MB/s`; null where nothing is known of it. */
export function rateText({ unit, ratePerSecond }: Progress): string | null {
  return ratePerSecond === null ? null : formatRate(ratePerSecond, unit);
}

/** `5 s left` */
export function timeLeftText({ secondsLeft }: Progress): string | null {
  return secondsLeft === null ? null : `${formatSeconds(Math.ceil(secondsLeft))} left`;
}

/** `1.2 MB` or `5,012 rows`: what a stage has worked through. */
export function amountText({ unit, done, total }: Progress): string {
  // A stage that reports no steps has, once over, done all there was.
  const amount = done === 0 ? (total ?? 0) : done;
  if (amount === 0) return '';
  return unit === 'bytes' ? formatBytes(amount) : `${formatNumber(amount)} rows`;
}
