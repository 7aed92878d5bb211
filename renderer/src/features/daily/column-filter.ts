import type { Unit } from '../../../../shared/metrics/definitions.ts';

type Value = string | number | boolean | null;
type Filter = (value: Value) => boolean;

const comparison = /^(<=|>=|<|>|=)?\s*(-?[\d.,]+)\s*%?$/;
const between = /^(-?[\d.,]+)\s*%?\s*\.\.\s*(-?[\d.,]+)\s*%?$/;

/**
 * What is typed above a column as a filter: for numbers `>100`, `<=5`, `=3` or `10..20` (shares in percent, as they
 * are shown), for flags `yes` or `no`, for days any part of the date, or `2024-01-03..2024-01-09`.
 * @returns null where it is none
 */
export function columnFilter(text: string, unit: Unit): Filter | null {
  const wanted = text.trim().toLowerCase();
  if (unit === 'date') return dateFilter(wanted);
  if (unit === 'flag') {
    if (wanted === '') return null;
    if ('yes'.startsWith(wanted)) return (value) => value === true;
    return 'no'.startsWith(wanted) ? (value) => value === false : null;
  }
  const scale = unit === 'share' ? 100 : 1;
  const [, low, high] = between.exec(wanted) ?? [];
  if (low !== undefined && high !== undefined) return within(numberOf(low) / scale, numberOf(high) / scale);
  const [, sign = '=', digits] = comparison.exec(wanted) ?? [];
  if (digits === undefined) return null;
  return compare(sign, numberOf(digits) / scale);
}

function dateFilter(wanted: string): Filter | null {
  const [from, to] = wanted.split('..').map((part) => part.trim());
  if (from === undefined || wanted === '') return null;
  if (to === undefined) return (value) => String(value).includes(from);
  return (value) => typeof value === 'string' && value >= from && (to === '' || value <= to);
}

function within(low: number, high: number): Filter | null {
  if (Number.isNaN(low) || Number.isNaN(high)) return null;
  return (value) => typeof value === 'number' && value >= low && value <= high;
}

function compare(sign: string, limit: number): Filter | null {
  if (Number.isNaN(limit)) return null;
  return (value) => {
    if (typeof value !== 'number') return false;
    switch (sign) {
      case '<':
        return value < limit;
      case '<=':
        return value <= limit;
      case '>':
        return value > limit;
      case '>=':
        return value >= limit;
      default:
        return value === limit;
    }
  };
}

/** A number with separators of thousands, or NaN. */
function numberOf(digits: string): number {
  return Number(digits.replaceAll(',', ''));
}
