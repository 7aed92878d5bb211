import type { Breakdown } from '../../../../shared/ipc/daily.ts';
import type { Unit } from '../../../../shared/metrics/definitions.ts';
import { seriesColor } from '../../components/series-colors.ts';
import { partLabel } from '../../lib/part-label.ts';
import type { DrawnSeries } from './day-chart.tsx';

/** A day of a breakdown: which of its figures are meant. */
export type FigureDay = { event_date: string; is_complete: boolean; index: number };

const otherColor = 'var(--mantine-color-gray-6)';
const noneColor = 'var(--mantine-color-gray-5)';

/**
 * The parts of a breakdown as series: bars that stack where they sum to the whole, lines where they overlap. A point of
 * several days shows the sum, or the mean of the distinct counts.
 */
export function breakdownSeries(
  { series, values }: Breakdown,
  unit: Unit,
  isAdditive: boolean,
): (DrawnSeries<FigureDay> & { total: number | null })[] {
  const shown = series.filter(({ kind }) => kind === 'value').length;
  const labels = new Set<string>();
  return series.map((part, at) => {
    const label = distinct(partLabel(part.kind, part.value, values - shown), labels);
    return {
      label,
      unit,
      color: part.kind === 'value' ? seriesColor(at) : part.kind === 'other' ? otherColor : noneColor,
      mark: isAdditive ? 'bar' : 'line',
      axis: 'left',
      ...(isAdditive ? { stack: 'parts' } : {}),
      read: (days) => {
        const sum = days.reduce((total, { index }) => total + (part.figures[index] ?? 0), 0);
        return isAdditive || days.length === 0 ? sum : sum / days.length;
      },
      total: part.total,
    };
  });
}

/** Series are told apart by label: a value may read like another, cut short, or like `(no value)`. */
function distinct(label: string, taken: Set<string>): string {
  let name = label;
  for (let number = 2; taken.has(name); number += 1) name = `${label} #${number}`;
  taken.add(name);
  return name;
}
