import type { Content } from '../../../../shared/ipc/dataset.ts';
import type { CheckResult } from '../../../../shared/quality/check-result.ts';
import type { StoredMeasured } from '../../../../shared/quality/stored-report.ts';

/** What rules are judged and suggested by. */
export type Basis = {
  measured: StoredMeasured;
  /** The checks it is enough for; null: all. */
  checks: readonly CheckResult['id'][] | null;
};

const nothingMeasured = { values: [], total: 0, complete: true };

/** What a profile of the sources can say before any run; of a sample, no more than suggestions. */
export function basisOf(content: Content, isExact: boolean): Basis {
  const canBeNull = content.fields.filter(({ column }) => column === 'session_id' || isProperty(column));
  return {
    checks: isExact ? checksOf(content) : [],
    measured: {
      events: content.events,
      event_types: content.eventTypes.map(({ eventType, events }) => ({ event_type: eventType, events })),
      event_types_complete: content.areEventTypesComplete,
      missing_event_types: [],
      columns: canBeNull.map((field) => ({
        column: field.column,
        nulls_all_rows: field.nulls,
        rows_all: content.events,
        nulls_by_event_type: field.nullsInScope,
        rows_by_event_type: field.eventsInScope,
        samples: [],
      })),
      duplicates: { count: content.duplicates, samples: [] },
      rejected: { count: content.rejected, samples: [] },
      future: { seconds_ahead: nothingMeasured, samples: [] },
      revenue: { amounts: null, samples: [] },
      daily_active: nothingMeasured,
    },
  };
}

function checksOf({ areEventTypesComplete }: Content): CheckResult['id'][] {
  const byCounts = ['failed_lines', 'min_events', 'duplicate_events', 'max_null_percentage'] as const;
  return areEventTypesComplete ? [...byCounts, 'required_event_types'] : [...byCounts];
}

function isProperty(column: string): boolean {
  return column.startsWith('prop_');
}
