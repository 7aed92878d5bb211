import { formatNumber, formatShare } from '../../../shared/format/number.ts';
import { formatSeconds, formatSpan } from '../../../shared/format/quantity.ts';
import type { Unit } from '../../../shared/metrics/definitions.ts';
import { currentSettings } from './settings.ts';

// As the words around them are written, and as reports and the command line write: whatever the system's own language.
const language = 'en-US';

const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, options);
const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options);

const decimal = number({ maximumFractionDigits: 2 });
const mean = number({ maximumFractionDigits: 1 });
const compact = number({ notation: 'compact', maximumFractionDigits: 2 });
const signedPercent = number({ style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' });
const signedWhole = number({ maximumFractionDigits: 0, signDisplay: 'exceptZero' });
const signedPoints = number({ maximumFractionDigits: 1, signDisplay: 'exceptZero' });
const day = date({ dateStyle: 'medium', timeZone: 'UTC' });
const shortDay = date({ month: 'short', day: 'numeric', timeZone: 'UTC' });
const month = date({ month: 'short', year: 'numeric', timeZone: 'UTC' });
const instant = date({ dateStyle: 'medium', timeStyle: 'short' });
const exactInstant = date({ dateStyle: 'medium', timeStyle: 'medium' });

/** What stands where there is no value. */
export const noValue = '–';

/**
 * A metric's value with its unit: shares to one decimal, money in the currency of the settings, a count that is no whole
 * number as the mean it is, `avg 54.3`; `–` where there is none.
 */
export function formatValue(value: number | null, unit: Unit): string {
  if (value === null) return noValue;
  switch (unit) {
    case 'share':
      return formatShare(value, 1);
    case 'money':
      return money(isTiny(value) ? 'tiny' : 'standard').format(value);
    case 'ratio':
    // A sum of what the log says, which need not be whole.
    case 'levels':
      return decimal.format(value);
    case 'seconds':
      return formatSeconds(value);
    default:
      return Number.isInteger(value) ? formatNumber(value) : `avg ${mean.format(value)}`;
  }
}

/** The same, short: for axes and cells. */
export function formatShort(value: number | null, unit: Unit): string {
  if (value === null) return noValue;
  switch (unit) {
    case 'share':
      return formatShare(value, 1);
    case 'money':
      // Cents, only where they count.
      return money(isTiny(value) ? 'tiny' : Math.abs(value) < 100 ? 'round' : 'compact').format(value);
    case 'seconds':
      return formatSpan(value);
    default:
      if (Math.abs(value) >= 1000) return compact.format(value);
      return (unit === 'ratio' ? decimal : mean).format(value);
  }
}

/** A change as a share with its sign: `+12.5%`. That of shares is told in points. */
export function formatChange(share: number): string {
  return signedPercent.format(share);
}

/** A difference of shares in percentage points with its sign: `+2.5 pp`. */
export function formatPoints(difference: number): string {
  return `${signedPoints.format(difference * 100)} pp`;
}

/** A difference of counts with its sign: `+1,200`. */
export function formatDifference(difference: number): string {
  return signedWhole.format(difference);
}

/** A day, given as `YYYY-MM-DD`. */
export function formatDay(isoDay: string): string {
  return dayText(day, isoDay);
}

/** A day without its year, for axes. */
export function formatShortDay(isoDay: string): string {
  return dayText(shortDay, isoDay);
}

/** The month of a day, given as `YYYY-MM-DD`. */
export function formatMonth(isoDay: string): string {
  return dayText(month, isoDay);
}

/** One beyond the years that JavaScript reads stays as it is. */
function dayText(format: Intl.DateTimeFormat, isoDay: string): string {
  const midnight = new Date(`${isoDay}T00:00:00Z`);
  return Number.isNaN(midnight.getTime()) ? isoDay : format.format(midnight);
}

/** An instant, given as ISO 8601, on the user's own clock. */
export function formatInstant(iso: string): string {
  return instant.format(new Date(iso));
}

/** An instant to the second: runs may be that close to each other. */
export function formatExactInstant(iso: string): string {
  return exactInstant.format(new Date(iso));
}

/** The time of day of a line of the log, as its file has it: in UTC, to the millisecond. */
export function formatLogTime(atMs: number): string {
  return new Date(atMs).toISOString().slice(11, 23);
}

const moneyFormats = new Map<string, Intl.NumberFormat>();

const moneyForms = {
  standard: {},
  /** Without the cents of a whole amount. */
  round: { trailingZeroDisplay: 'stripIfInteger' },
  compact: { notation: 'compact', minimumFractionDigits: 0, maximumSignificantDigits: 3 },
  /** Of less than a cent: some money never reads as none. */
  tiny: { maximumSignificantDigits: 2 },
} as const;

function isTiny(amount: number): boolean {
  return amount !== 0 && Math.abs(amount) < 0.01;
}

function money(form: keyof typeof moneyForms): Intl.NumberFormat {
  const { currency } = currentSettings();
  const key = `${currency} ${form}`;
  const known = moneyFormats.get(key);
  if (known !== undefined) return known;
  const format = number({ style: 'currency', currency, ...moneyForms[form] });
  moneyFormats.set(key, format);
  return format;
}
