import { formatCount } from '../../../shared/format/number.ts';
import { visibleLine } from '../../../shared/format/visible-text.ts';

const longest = 40;

/**
 * How a part of a breakdown is called.
 * @param kind a value; all values that do not stand alone; what has no value
 * @param others how many values the others are
 */
export function partLabel(kind: 'value' | 'other' | 'none', value: string | null, others: number): string {
  if (kind === 'other') return `Other (${formatCount(others, 'value')})`;
  if (kind === 'none' || value === null) return '(no value)';
  if (value.trim() === '') return `(${value === '' ? 'empty' : 'blank'})`;
  const shown = visibleLine(value);
  return shown.length > longest ? `${shown.slice(0, longest - 1)}…` : shown;
}
