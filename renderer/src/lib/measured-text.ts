import { formatNumber, formatShare } from '../../../shared/format/number.ts';
import { noValue } from './format.ts';

/** What a check measured, or its threshold, with its unit, which is a plural noun or `share`. */
export function measuredText(value: number | null, unit: string): string {
  if (value === null) return noValue;
  if (unit === 'share') return formatShare(value);
  return `${formatNumber(value)} ${value === 1 ? unit.replace(/(?<=\w)s$/, '') : unit}`.trimEnd();
}
