import { outputFiles } from '../run/outputs.ts';
import type { Unit } from './definitions.ts';
import type { FigureDefinition } from './figure-definition.ts';

/** Days from one date to another, both included, as `YYYY-MM-DD`. */
export type DayRange = { readonly from: string; readonly to: string };

export type KpiId = 'dau' | 'wau' | 'mau' | 'stickiness' | 'revenue' | 'arpu' | 'conversion';

/** A figure over a span of days. Only its complete days count; definitions.md has the edges. */
export type KpiDefinition = FigureDefinition & {
  id: KpiId;
  unit: Unit;
  /** The figure as SQL over the rows of `daily_metrics.parquet` that count. */
  expression: string;
  /** Which of the span's complete days it is read off. */
  of: 'every day' | 'last day';
  /** How many days, up to its own, each of these looks back on. */
  windowDays: number;
};

/**
 * The tiles above the daily charts, in order. Ratios are pooled over the span, never a mean of daily ratios; WAU and
 * MAU are counts of distinct players, never made of DAU.
 */
export const kpis: readonly KpiDefinition[] = [
  {
    id: 'dau',
    label: 'DAU',
    unit: 'players',
    meaning: 'Daily active players: the mean of DAU over the complete days of the span.',
    formula: 'sum(dau) / days',
    expression: 'avg(dau)',
    of: 'every day',
    windowDays: 1,
  },
  {
    id: 'wau',
    label: 'WAU',
    unit: 'players',
    meaning: 'Distinct players active in the 7 days that end with the last complete day of the span.',
    formula: 'wau of the last complete day',
    expression: 'arg_max(wau, event_date)',
    of: 'last day',
    windowDays: 7,
  },
  {
    id: 'mau',
    label: 'MAU',
    unit: 'players',
    meaning: 'Distinct players active in the 30 days that end with the last complete day of the span.',
    formula: 'mau of the last complete day',
    expression: 'arg_max(mau, event_date)',
    of: 'last day',
    windowDays: 30,
  },
  {
    id: 'stickiness',
    label: 'Stickiness',
    unit: 'share',
    meaning:
      "The share of a month's players who come on a day, pooled over the complete days of the span: mean DAU per mean MAU.",
    formula: 'sum(dau) / sum(mau)',
    expression: 'sum(dau) / nullif(sum(mau), 0)',
    of: 'every day',
    windowDays: 30,
  },
  {
    id: 'revenue',
    label: 'Revenue',
    unit: 'money',
    meaning: 'Revenue of the complete days of the span, outliers left out.',
    formula: 'sum(total_revenue)',
    expression: 'sum(total_revenue)',
    of: 'every day',
    windowDays: 1,
  },
  {
    id: 'arpu',
    label: 'ARPU',
    unit: 'money',
    meaning:
      'Daily revenue per active player (ARPDAU), pooled over the complete days of the span: a player active on three days counts three times.',
    formula: 'sum(total_revenue) / sum(dau)',
    expression: 'sum(total_revenue) / nullif(sum(dau), 0)',
    of: 'every day',
    windowDays: 1,
  },
  {
    id: 'conversion',
    label: 'Conversion',
    unit: 'share',
    meaning:
      'Paying players of a day per active player, pooled over the complete days of the span: a player who pays on two days counts twice.',
    formula: 'sum(paying_users) / sum(dau)',
    expression: 'sum(paying_users) / nullif(sum(dau), 0)',
    of: 'every day',
    windowDays: 1,
  },
];

/** The statement behind a tile, over the file that a run writes. */
export function kpiSql({ expression }: KpiDefinition, { from, to }: DayRange): string {
  return `SELECT ${expression}\nFROM ${outputFiles.daily}\nWHERE is_complete AND event_date BETWEEN '${from}' AND '${to}'`;
}
