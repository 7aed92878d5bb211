import {
  columnFilteringFeature,
  columnVisibilityFeature,
  createColumnHelper,
  createFilteredRowModel,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';
import type { DailyRow } from '../../../../shared/ipc/results.ts';
import { dailyColumns } from '../../../../shared/metrics/daily-metrics.ts';
import type { MetricDefinition } from '../../../../shared/metrics/definitions.ts';
import { columnFilter } from './column-filter.ts';

export const dayFeatures = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  columnFilteringFeature,
  filteredRowModel: createFilteredRowModel(),
  columnVisibilityFeature,
});

/** A column of the table of days, with what it means. */
export type DayColumn = MetricDefinition & { column: keyof DailyRow };

export const dayColumns: readonly DayColumn[] = dailyColumns;

/** What is shown until someone chooses. */
export const defaultColumns: readonly string[] = [
  'event_date',
  'dau',
  'wau',
  'mau',
  'stickiness',
  'new_players',
  'total_sessions',
  'total_revenue',
  'arpu',
  'conversion_rate',
];

const helper = createColumnHelper<typeof dayFeatures, DailyRow>();

export const tableColumns = helper.columns(
  dayColumns.map((metric) =>
    helper.accessor((row) => row[metric.column] ?? undefined, {
      id: metric.column,
      header: metric.label,
      // The first click shows the latest day, the highest figure; days without a value stay at the end.
      sortDescFirst: true,
      sortUndefined: 'last',
      sortFn: (a, b, id) => compare(a.getValue(id), b.getValue(id)),
      filterFn: (row, _, text) => {
        const value = row.original[metric.column];
        return columnFilter(String(text), metric.unit)?.(value) ?? true;
      },
    }),
  ),
);

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  return Number(a) - Number(b);
}
