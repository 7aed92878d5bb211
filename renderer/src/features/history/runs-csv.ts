import type { HistoryEntry } from '../../../../shared/ipc/history.ts';
import type { TableData } from '../../lib/csv.ts';
import { durationOf } from './run-columns.tsx';

const header = [
  'id',
  'started_at',
  'ended_at',
  'outcome',
  'error',
  'inputs',
  'lines',
  'events_cleaned',
  'events_rejected',
  'duplicates_removed',
  'blank_lines',
  'checks_passed',
  'checks_warned',
  'checks_failed',
  'seconds',
  'lines_per_second',
  'size_bytes',
];

/** The history as a table, every figure in full; inputs are a line each within their cell. */
export function runsTable(entries: readonly HistoryEntry[]): TableData {
  return {
    header,
    rows: entries.map((entry) => {
      const { id, startedAt, endedAt, outcome, failure, inputs, result } = entry;
      const { reconciliation: numbers, checks } = result ?? {};
      return [
        id,
        startedAt,
        endedAt,
        outcome,
        failure?.message ?? null,
        inputs.join('\n'),
        numbers?.lines ?? null,
        numbers?.events_cleaned ?? null,
        numbers?.events_rejected ?? null,
        numbers?.duplicates_removed ?? null,
        numbers?.blank_lines ?? null,
        checks === undefined ? null : (checks['pass'] ?? 0),
        checks === undefined ? null : (checks['warn'] ?? 0),
        // One that could not be judged counts as failed, here as in the report's own status.
        checks === undefined ? null : (checks['fail'] ?? 0) + (checks['error'] ?? 0),
        durationOf(entry),
        result?.linesPerSecond ?? null,
        entry.sizeBytes,
      ];
    }),
  };
}
