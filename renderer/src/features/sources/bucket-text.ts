import { formatCount, formatMagnitude } from '../../../../shared/format/number.ts';
import type { Distribution } from '../../../../shared/ipc/dataset.ts';
import { addPeriods } from '../../../../shared/metrics/periods.ts';
import { formatDay } from '../../lib/format.ts';

export type Histogram = Extract<Distribution, { kind: 'numbers' | 'days' }>;

/** What a histogram reaches from and to: `1 to 172`, `Jan 1, 2024 to Jan 31, 2024`; and how many days a bucket has, if several. */
export function rangeText(histogram: Histogram): string {
  if (histogram.kind === 'numbers') {
    const { min, max } = histogram;
    return min === max
      ? `only ${formatMagnitude(min)}`
      : `${formatMagnitude(min)} to ${formatMagnitude(max)}`;
  }
  const { firstDay, daysPerBucket, counts } = histogram;
  if (counts.length === 1 && daysPerBucket === 1) return `only ${formatDay(firstDay)}`;
  const lastDay = addPeriods(firstDay, counts.length * daysPerBucket - 1, 'day');
  const each = daysPerBucket === 1 ? '' : `, per ${formatCount(daysPerBucket, 'day')}`;
  return `${formatDay(firstDay)} to ${formatDay(lastDay)}${each}`;
}

/** What a bucket holds: a number or day, or from which to which. */
export function bucketText(histogram: Histogram, index: number, isWhole: boolean): string {
  if (histogram.kind === 'days') {
    const { firstDay, daysPerBucket } = histogram;
    const from = addPeriods(firstDay, index * daysPerBucket, 'day');
    return daysPerBucket === 1
      ? formatDay(from)
      : `${formatDay(from)} to ${formatDay(addPeriods(from, daysPerBucket - 1, 'day'))}`;
  }
  const { min, max, bucketWidth } = histogram;
  const from = min + index * bucketWidth;
  const to = Math.min(max, from + bucketWidth - (isWhole ? 1 : 0));
  return from >= to ? formatMagnitude(from) : `${formatMagnitude(from)} to ${formatMagnitude(to)}`;
}
