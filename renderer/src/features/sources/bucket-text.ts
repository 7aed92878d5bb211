import { formatCount, formatNumber } from '../../../../shared/format/number.ts';
import type { Distribution } from '../../../../shared/ipc/dataset.ts';

export type Histogram = Extract<Distribution, { kind: 'numbers' | 'days' }>;

const msPerDay = 86_400_000;

/** What a histogram reaches from and to: `1 to 172`, `2024-01-01 to 2024-01-31`; and how many days a bucket has, if several. */
export function rangeText(histogram: Histogram): string {
  if (histogram.kind === 'numbers') {
    const { min, max } = histogram;
    return min === max ? `only ${shortNumber(min)}` : `${shortNumber(min)} to ${shortNumber(max)}`;
  }
  const { firstDay, daysPerBucket, counts } = histogram;
  if (counts.length === 1 && daysPerBucket === 1) return `only ${firstDay}`;
  const lastDay = dayAfter(firstDay, counts.length * daysPerBucket - 1);
  const each = daysPerBucket === 1 ? '' : `, per ${formatCount(daysPerBucket, 'day')}`;
  return `${firstDay} to ${lastDay}${each}`;
}

/** What a bucket holds: a number or day, or from which to which. */
export function bucketText(histogram: Histogram, index: number, isWhole: boolean): string {
  if (histogram.kind === 'days') {
    const { firstDay, daysPerBucket } = histogram;
    const from = dayAfter(firstDay, index * daysPerBucket);
    return daysPerBucket === 1 ? from : `${from} to ${dayAfter(from, daysPerBucket - 1)}`;
  }
  const { min, max, bucketWidth } = histogram;
  const from = min + index * bucketWidth;
  const to = Math.min(max, from + bucketWidth - (isWhole ? 1 : 0));
  return from >= to ? shortNumber(from) : `${shortNumber(from)} to ${shortNumber(to)}`;
}

function shortNumber(value: number): string {
  const size = Math.abs(value);
  return size >= 1e12 || (size > 0 && size < 1e-4)
    ? value.toExponential(2)
    : formatNumber(Number(value.toPrecision(6)));
}

/** A day so many days later, both as `YYYY-MM-DD`. */
function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * msPerDay).toISOString().slice(0, 10);
}
