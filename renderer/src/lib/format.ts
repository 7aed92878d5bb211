import type { Unit } from '../../../shared/metrics/definitions.ts';
import { currentSettings } from './settings.ts';

// Numbers, days and money as the user's own locale writes them; the engine's sentences keep to one form everywhere.
const locale = navigator.language;
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 2 });
const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
const signed = new Intl.NumberFormat(locale, {
  style: 'percent',
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
const shortDay = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' });
const exactInstant = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
const signedWhole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, signDisplay: 'exceptZero' });
const signedPoints = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
const instant = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });

/** What stands where there is no value. */
export const noValue = '–';

/** A metric's value with its unit, money in the currency of the settings; `–` where there is none. */
export function formatValue(value: number | null, unit: Unit): string {
  if (value === null) return noValue;
  switch (unit) {
    case 'share':
      return percent.format(value);
    case 'money':
      return money('standard').format(value);
    case 'ratio':
      return decimal.format(value);
    case 'seconds':
      return `${decimal.format(value)} s`;
    default:
      return whole.format(value);
  }
}

/** The same, short: for axes and tiles. */
export function formatShort(value: number | null, unit: Unit): string {
  if (value === null) return noValue;
  // Cents, only where they count.
  if (unit === 'money') return money(Math.abs(value) < 100 ? 'round' : 'compact').format(value);
  if (unit === 'share' || Math.abs(value) < 1000) return formatValue(value, unit);
  return unit === 'seconds' ? `${compact.format(value)} s` : compact.format(value);
}

/** A change as a share with its sign: `+12.5%`. */
export function formatChange(share: number): string {
  return signed.format(share);
}

/** A day, given as `YYYY-MM-DD`. */
export function formatDay(date: string): string {
  return day.format(new Date(`${date}T00:00:00Z`));
}

/** A day without its year, for axes. */
export function formatShortDay(date: string): string {
  return shortDay.format(new Date(`${date}T00:00:00Z`));
}

/** An instant, given as ISO 8601, on the user's own clock. */
export function formatInstant(iso: string): string {
  return instant.format(new Date(iso));
}

/** An instant to the second: runs may be that close to each other. */
export function formatExactInstant(iso: string): string {
  return exactInstant.format(new Date(iso));
}

/** A difference of counts with its sign: `+1,200`. */
export function formatDifference(difference: number): string {
  return signedWhole.format(difference);
}

/** A difference of shares in percentage points with its sign: `+2.5 pp`. */
export function formatPoints(difference: number): string {
  return `${signedPoints.format(difference * 100)} pp`;
}

const moneyFormats = new Map<string, Intl.NumberFormat>();

const moneyForms = {
  standard: {},
  /** Without the cents of a whole amount. */
  round: { trailingZeroDisplay: 'stripIfInteger' },
  compact: { notation: 'compact', minimumFractionDigits: 0, maximumSignificantDigits: 3 },
} as const;

function money(form: keyof typeof moneyForms): Intl.NumberFormat {
  const { currency } = currentSettings();
  const key = `${currency} ${form}`;
  const known = moneyFormats.get(key);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, ...moneyForms[form] });
  moneyFormats.set(key, format);
  return format;
}
