import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_basic,
  tableFeatures,
} from '@tanstack/react-table';
import type { HistoryEntry } from '../../../../shared/ipc/history.ts';
import { runFigures } from '../../../../shared/metrics/run-figures.ts';

/** What the table of runs can do. */
export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic },
});

const column = createColumnHelper<typeof features, HistoryEntry>();

/** Figures that only finished runs have sort last for the others. */
function figure(id: keyof typeof runFigures, of: (result: NonNullable<HistoryEntry['result']>) => number) {
  return column.accessor(({ result }) => (result === null ? undefined : of(result)), {
    id,
    header: runFigures[id].label,
    sortFn: 'basic',
    sortUndefined: 'last',
  });
}

/** The columns of the table of runs: how they sort, and what stands over them. */
export const columns = column.columns([
  column.accessor(({ startedAt }) => startedAt ?? undefined, {
    id: 'run',
    header: 'Run',
    sortFn: 'basic',
    sortUndefined: 'last',
  }),
  column.accessor('outcome', { id: 'outcome', header: 'Outcome', sortFn: 'basic' }),
  figure('lines', ({ reconciliation }) => reconciliation.lines),
  figure('cleaned', ({ reconciliation }) => reconciliation.events_cleaned),
  figure('rejected', ({ reconciliation }) => reconciliation.events_rejected),
  figure('duplicates', ({ reconciliation }) => reconciliation.duplicates_removed),
  figure('blank', ({ reconciliation }) => reconciliation.blank_lines),
  column.accessor((entry) => durationOf(entry) ?? undefined, {
    id: 'duration',
    header: runFigures.duration.label,
    sortFn: 'basic',
    sortUndefined: 'last',
  }),
  column.accessor(({ sizeBytes }) => sizeBytes ?? undefined, {
    id: 'size',
    header: runFigures.size.label,
    sortFn: 'basic',
    sortUndefined: 'last',
  }),
]);

/** Seconds a run took; null where nobody saw its end, or the run does not say. */
export function durationOf({ result, startedAt, endedAt }: HistoryEntry): number | null {
  if (result !== null) return result.seconds;
  if (endedAt === null || startedAt === null) return null;
  // A record of an earlier version, whose clock was set back meanwhile.
  return Math.max(0, Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
}
