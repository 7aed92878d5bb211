import type { DailyRow } from '../ipc/results.ts';
import { type DayRange, type KpiDefinition, type KpiId, kpis } from './kpis.ts';

/** What a KPI needs of a day. */
export type KpiDay = Pick<
  DailyRow,
  'event_date' | 'is_complete' | 'dau' | 'wau' | 'mau' | 'total_revenue' | 'paying_users'
>;

/** Why there is nothing to compare a figure with. */
export type NoChange =
  /** The span of equal length just before does not lie wholly in the data. */
  | 'no_earlier_days'
  /** It does, but the days its figures look back on do not. */
  | 'short_window'
  /** It is 0 or has no value. */
  | 'no_base';

export type KpiFigure = {
  kpi: KpiDefinition;
  /** Null where the span holds no complete day, or nothing to divide by. */
  value: number | null;
  /** The same over the span before; null where that is not to be compared. */
  previous: number | null;
  /** (value - previous) / previous; null together with a reason. */
  change: number | null;
  noChange: NoChange | null;
  /** Whether every day that the value looks back on lies in the data. */
  isWindowWhole: boolean;
};

export type KpiReading = {
  /** The complete days of the span, which are counted; null where there is none. */
  counted: DayRange | null;
  days: number;
  /** Days of the span that are left out because they are not over. */
  incompleteDays: number;
  /** The span it is compared with; null where it does not lie wholly in the data. */
  previous: DayRange | null;
  /** In the order of `kpis`. */
  figures: readonly KpiFigure[];
};

/**
 * The KPIs of a span of days, and their change against the span of equal length just before.
 * @param days every day of a run, by date, without gaps
 * @param range may reach beyond the days; what lies outside holds nothing
 */
export function measureKpis(days: readonly KpiDay[], { from, to }: DayRange): KpiReading {
  const isInside = ({ event_date }: KpiDay) => event_date >= from && event_date <= to;
  const inside = days.filter(isInside);
  const counted = inside.filter((day) => day.is_complete);
  const start = days.findIndex(isInside);
  // A range that begins before the data has days before it that are not known.
  const reachesBack = start < counted.length || from < (days[0]?.event_date ?? from);
  const before = reachesBack || counted.length === 0 ? [] : days.slice(start - counted.length, start);
  const figures = kpis.map((kpi): KpiFigure => {
    const value = readings[kpi.id](counted);
    const base = before.length === 0 ? null : readings[kpi.id](before);
    const isWindowWhole = (span: Span) => {
      const first = kpi.of === 'last day' ? span.at(-1) : span[0];
      return first === undefined || days.indexOf(first) >= kpi.windowDays - 1;
    };
    const noChange = reasonFor(before.length > 0, isWindowWhole(before), value, base);
    const previous = noChange === 'short_window' ? null : base;
    const change = noChange === null && value !== null && base !== null ? (value - base) / base : null;
    return { kpi, value, previous, change, noChange, isWindowWhole: isWindowWhole(counted) };
  });
  return {
    counted: rangeOf(counted),
    incompleteDays: inside.length - counted.length,
    days: counted.length,
    previous: rangeOf(before),
    figures,
  };
}

function reasonFor(
  isThere: boolean,
  isWindowWhole: boolean,
  value: number | null,
  base: number | null,
): NoChange | null {
  if (!isThere) return 'no_earlier_days';
  if (!isWindowWhole) return 'short_window';
  return base === null || base === 0 || value === null ? 'no_base' : null;
}

type Span = readonly KpiDay[];

/** Each KPI over days that all count; null over none. */
const readings: Readonly<Record<KpiId, (span: Span) => number | null>> = {
  dau: (span) => ratio(sum(span, 'dau'), span.length),
  wau: (span) => span.at(-1)?.wau ?? null,
  mau: (span) => span.at(-1)?.mau ?? null,
  stickiness: (span) => ratio(sum(span, 'dau'), sum(span, 'mau')),
  revenue: revenueOf,
  arpu: (span) => ratio(revenueOf(span), sum(span, 'dau')),
  conversion: (span) => ratio(sum(span, 'paying_users'), sum(span, 'dau')),
};

/** Null where a day has no value: the run does not have the column. */
function sum(span: Span, column: 'dau' | 'mau' | 'paying_users'): number | null {
  return span.reduce<number | null>((total, { [column]: value }) => {
    return total === null || value === null ? null : total + value;
  }, 0);
}

/** Null where no day has a value: a run without any amount has no revenue, rather than one of 0. */
function revenueOf(span: Span): number | null {
  const known = span.flatMap(({ total_revenue }) => total_revenue ?? []);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}

function ratio(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole;
}

function rangeOf(span: Span): DayRange | null {
  const [from, to] = [span[0], span.at(-1)];
  return from === undefined || to === undefined ? null : { from: from.event_date, to: to.event_date };
}
