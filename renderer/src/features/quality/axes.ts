import { formatNumber } from '../../../../shared/format/number.ts';
import type { Bucket, Distributions } from '../../../../shared/ipc/quality.ts';
import { formatDay, formatShort } from '../../lib/format.ts';
import type { Bar } from './histogram.tsx';

/** A distribution as a chart has it: bars and ticks, 0..1 across. */
export type Axis = {
  readonly bars: readonly Bar[];
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  /** Where a value stands, kept within the chart. */
  readonly place: (value: number) => number;
};

/** Buckets of equal width, whatever they span; a tick at each edge, as `name` writes it. */
export function edgeAxis(buckets: readonly Bucket[], name: (value: number) => string): Axis {
  const count = buckets.length;
  return {
    bars: buckets.map((bucket, index) => ({
      from: index / count,
      to: (index + 1) / count,
      count: bucket.count,
      label: spanText(bucket, name),
    })),
    ticks: buckets.flatMap(({ from }, index) =>
      from === null ? [] : [{ at: index / count, label: name(from) }],
    ),
    place: (value) => {
      const index = buckets.findLastIndex(({ from }) => from !== null && value > from);
      const { from = null, to = null } = buckets[index] ?? {};
      // Within a bucket by its logarithm, as the edges themselves grow by factors.
      const within =
        from === null || to === null
          ? 0.5
          : from === 0
            ? value / to
            : Math.log(value / from) / Math.log(to / from);
      return index < 0 ? 0 : (index + within) / count;
    },
  };
}

/** Amounts as the log has them, as rules and reports tell them, on their own scale; what lies outside the edges stands at the ends, as wide as the others. */
export function amountAxis({ scale, amounts }: NonNullable<Distributions['revenue']>): Axis {
  const across = scale === 'log' ? Math.log10 : (value: number) => value;
  const inner = amounts.filter(({ from, to }) => from !== null && to !== null);
  const [low, high] = [across(inner[0]?.from ?? 0), across(inner.at(-1)?.to ?? 1)];
  const step = 1 / amounts.length;
  const hasLower = amounts[0]?.from === null;
  const start = hasLower ? step : 0;
  const room = step * inner.length;
  const place = (value: number) => {
    if (scale === 'log' && value <= 0) return 0;
    return Math.min(Math.max(start + ((across(value) - low) / (high - low)) * room, 0), 1);
  };
  return {
    bars: amounts.map((bucket) => ({
      from: bucket.from === null ? 0 : place(bucket.from),
      to: bucket.to === null ? 1 : place(bucket.to),
      count: bucket.count,
      label: spanText(bucket, formatNumber),
    })),
    ticks: amountTicks(scale, low, high).map((value) => ({
      at: place(value),
      label: formatShort(value, 'ratio'),
    })),
    place,
  };
}

/** Powers of ten on a logarithmic scale, else about five amounts. */
function amountTicks(scale: 'linear' | 'log', low: number, high: number): number[] {
  if (scale === 'linear') return Array.from({ length: 5 }, (_, index) => low + ((high - low) * index) / 4);
  const powers = Array.from(
    { length: Math.floor(high) - Math.ceil(low) + 1 },
    (_, i) => 10 ** (Math.ceil(low) + i),
  );
  const every = Math.ceil(powers.length / 8);
  return powers.filter((_, index) => index % every === 0);
}

const dayMs = 86_400_000;

/** Dates on a calendar: days without a copy are gaps. */
export function dateAxis({ grain, dates }: NonNullable<Distributions['duplicates']>): Axis {
  const first = Date.parse(dates[0]?.date ?? '1970-01-01');
  const end = endOf(dates.at(-1)?.date ?? '1970-01-01', grain);
  const place = (ms: number) => (ms - first) / (end - first);
  return {
    bars: dates.map(({ date, count }) => ({
      from: place(Date.parse(date)),
      to: place(endOf(date, grain)),
      count,
      label: grain === 'day' ? formatDay(date) : date.slice(0, grain === 'month' ? 7 : 4),
    })),
    ticks: [
      { at: 0, label: formatDay(isoDay(first)) },
      ...(end - first > dayMs ? [{ at: 1, label: formatDay(isoDay(end - dayMs)) }] : []),
    ],
    place,
  };
}

/** The first instant after a day, month or year, given by its first day. */
function endOf(date: string, grain: 'day' | 'month' | 'year'): number {
  const start = new Date(date);
  if (grain === 'day') return start.getTime() + dayMs;
  return grain === 'month'
    ? start.setUTCMonth(start.getUTCMonth() + 1)
    : start.setUTCFullYear(start.getUTCFullYear() + 1);
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function spanText({ from, to }: Bucket, name: (value: number) => string): string {
  if (from === null) return to === null ? 'any' : `${name(to)} or less`;
  return to === null ? `above ${name(from)}` : `above ${name(from)}, up to ${name(to)}`;
}

/** Counts of copies: `3`, `6–10`, `more than 1,000`. */
export function copiesAxis(buckets: readonly Bucket[]): Axis {
  const axis = edgeAxis(buckets, formatNumber);
  const names = buckets.map(({ from, to }) => {
    const least = (from ?? 0) + 1;
    if (to === null) return `over ${formatNumber(from ?? 0)}`;
    return least === to ? formatNumber(to) : `${formatNumber(least)}–${formatNumber(to)}`;
  });
  return {
    ...axis,
    bars: axis.bars.map((bar, index) => ({ ...bar, label: `${names[index]} copies` })),
    ticks: names.map((label, index) => ({ at: (index + 0.5) / names.length, label })),
  };
}
