import { formatCount, formatNumber } from '../../../../shared/format/number.ts';
import { leftCensoredReason } from '../../../../shared/metrics/cohort-views.ts';
import { wilsonInterval } from '../../../../shared/metrics/wilson.ts';
import { formatValue } from '../../lib/format.ts';
import { countedOf, type Figures, type Shown, shownValue, valueText } from './figures.ts';
import type { HeatmapModel, HeatmapRow } from './heatmap-model.ts';
import { periodNames, periodSpan } from './period-text.ts';

/** What there is to say of a place in the heatmap. */
export type Description = { readonly title: string; readonly lines: readonly string[] };

/** A cell in words and numbers; `column` -1 is the head of the row. */
export function describePlace(model: HeatmapModel, row: HeatmapRow, column: number): Description {
  const cell = row.cells[column];
  const n = model.columns[column];
  if (cell === undefined || n === undefined || cell === null) return describeRow(row);
  const name = periodNames[model.period];
  const title =
    row.start === null
      ? `Pooled average, ${name.toLowerCase()} ${n}`
      : `Cohort ${row.label}, ${name.toLowerCase()} ${n}${n > 0 ? `: ${periodSpan(row.start, n, model.period)}` : ''}`;
  return {
    title,
    lines: [
      ...(model.shown.measure === 'ltv' ? revenueLines(cell) : retentionLines(cell, model.shown)),
      ...(cell.cohorts === 1 && row.start !== null
        ? []
        : [`Complete cells of ${formatCount(cell.cohorts, 'cohort')}`]),
      ...(row.start === null
        ? []
        : [cell.isComplete ? 'Complete' : `Incomplete: this ${name.toLowerCase()} is not over in the data`]),
      ...(row.isLeftCensored ? ['Left-censored'] : []),
    ],
  };
}

/** What a row is called. */
export function rowName({ start, label }: HeatmapRow): string {
  return start === null ? 'Pooled average' : `Cohort ${label}`;
}

function describeRow(row: HeatmapRow): Description {
  return {
    title: rowName(row),
    lines: [
      formatCount(row.size, 'player'),
      ...(row.isLeftCensored ? [`Left-censored. ${leftCensoredReason}`] : []),
    ],
  };
}

function retentionLines(cell: Figures, shown: Shown): string[] {
  const counted = countedOf(cell, shown.isRolling);
  const interval = wilsonInterval(counted, cell.size);
  const who = shown.isRolling ? 'active then or later, so far' : 'active';
  const share = formatValue(counted / cell.size, 'share');
  return [
    `${formatNumber(counted)} of ${formatCount(cell.size, 'player')} ${who}`,
    `${formatNumber(counted)} / ${formatNumber(cell.size)} = ${share}`,
    ...(interval === null
      ? []
      : [`95% interval ${formatValue(interval.low, 'share')} to ${formatValue(interval.high, 'share')}`]),
    ...(shown.measure === 'count' && cell.cohorts > 1
      ? [`${valueText(shownValue(cell, shown), 'count')} players a cohort`]
      : []),
  ];
}

function revenueLines(cell: Figures): string[] {
  const revenue = formatValue(cell.revenue, 'money');
  const ltv = valueText(shownValue(cell, { measure: 'ltv', isRolling: false }), 'ltv');
  return [
    `${revenue} so far from ${formatCount(cell.size, 'player')}`,
    `${revenue} / ${formatNumber(cell.size)} = ${ltv} a player`,
  ];
}
