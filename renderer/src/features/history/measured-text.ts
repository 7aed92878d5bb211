import { formatCount, formatNumber } from '../../../../shared/format/number.ts';
import { formatValue, noValue } from '../../lib/format.ts';

/** What a check measured, or its threshold, with its unit. */
export function measuredText(value: number | null, unit: string): string {
  if (value === null) return noValue;
  if (unit === 'share') return formatValue(value, 'share');
  // Units are plural nouns.
  return unit === '' ? formatNumber(value) : formatCount(value, unit.replace(/s$/, ''));
}
