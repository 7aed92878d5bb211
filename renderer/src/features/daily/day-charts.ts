import type { DailyRow } from '../../../../shared/ipc/results.ts';
import { dailyMetrics } from '../../../../shared/metrics/daily-metrics.ts';
import type { FigureDefinition } from '../../../../shared/metrics/figure-definition.ts';
import { seriesColor } from '../../components/series-colors.ts';
import type { DrawnSeries } from './day-chart.tsx';

type Days = readonly DailyRow[];

type DaySeries = DrawnSeries<DailyRow>;

export type DayChartSpec = {
  readonly definition: FigureDefinition;
  /** The columns of `daily_metrics.parquet` behind it. */
  readonly columns: readonly (keyof DailyRow)[];
  readonly series: readonly DaySeries[];
};

type NumberColumn = Exclude<keyof DailyRow, 'event_date' | 'is_complete' | 'below_min_dau'>;

/** What a point of several days shows: sums of what adds up, pooled ratios, the mean DAU, WAU and MAU of the last day. */
const mean = (column: NumberColumn) => (days: Days) => divide(sumOf(days, column), days.length);
const last = (column: NumberColumn) => (days: Days) => days.at(-1)?.[column] ?? null;
const sum = (column: NumberColumn) => (days: Days) => sumOf(days, column);
const pooled = (part: NumberColumn, whole: NumberColumn) => (days: Days) =>
  divide(sumOf(days, part), sumOf(days, whole));

/** The charts over days, as they stand on the screen. */
export const dayCharts: readonly DayChartSpec[] = [
  chart(
    'Active players',
    ['dau', 'wau', 'mau'],
    [
      series('dau', { color: 0, mark: 'line', read: mean('dau') }),
      series('wau', { color: 1, mark: 'line', read: last('wau') }),
      series('mau', { color: 2, mark: 'line', read: last('mau') }),
    ],
  ),
  chart(
    'Lifecycle',
    ['new_players', 'returning_players', 'resurrected_players', 'dormant_players'],
    [
      series('returning_players', { color: 0, mark: 'bar', stack: 'players' }),
      series('new_players', { color: 2, mark: 'bar', stack: 'players' }),
      series('resurrected_players', { color: 1, mark: 'bar', stack: 'players' }),
      series('dormant_players', { color: 7, mark: 'bar', stack: 'players', isBelow: true }),
    ],
  ),
  chart(
    'Sessions',
    ['total_sessions', 'sessions_per_user'],
    [
      series('total_sessions', { color: 4, mark: 'bar' }),
      series('sessions_per_user', {
        color: 1,
        mark: 'line',
        axis: 'right',
        read: pooled('total_sessions', 'dau'),
      }),
    ],
  ),
  chart(
    'Revenue',
    ['total_revenue', 'arpu'],
    [
      series('total_revenue', { color: 2, mark: 'bar' }),
      series('arpu', { color: 3, mark: 'line', axis: 'right', read: pooled('total_revenue', 'dau') }),
    ],
  ),
];

type SeriesOptions = Partial<Omit<DaySeries, 'label' | 'unit' | 'color' | 'mark'>> & {
  color: number;
  mark: DaySeries['mark'];
};

function series(column: NumberColumn, { color, ...options }: SeriesOptions): DaySeries {
  const { label, unit } = metricOf(column);
  return { label, unit, color: seriesColor(color), axis: 'left', read: sum(column), ...options };
}

function chart(
  label: string,
  columns: readonly NumberColumn[],
  seriesOfChart: readonly DaySeries[],
): DayChartSpec {
  const parts = columns.map(metricOf);
  const definition = {
    label,
    meaning: parts.map((part) => `${part.label}: ${part.meaning}`).join(' '),
    formula: parts.map((part) => `${part.column} = ${part.formula}`).join('\n'),
  };
  return { definition, columns, series: seriesOfChart };
}

function metricOf(column: keyof DailyRow) {
  return { column, ...dailyMetrics[column] };
}

/** Null where no day has a value. */
function sumOf(days: Days, column: NumberColumn): number | null {
  const known = days.flatMap((day) => day[column] ?? []);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}

function divide(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole;
}
