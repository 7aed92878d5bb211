/** The control that fits a key, by what it holds. */
export type RuleKind =
  | { readonly kind: 'share' }
  | { readonly kind: 'number'; readonly step: number; readonly max: number; readonly fractions: boolean }
  | { readonly kind: 'flag' }
  | { readonly kind: 'choice'; readonly values: readonly { value: string; label: string }[] }
  | { readonly kind: 'event-types'; readonly placeholder: string }
  | { readonly kind: 'text'; readonly suggests: 'event-types' | 'properties' }
  | { readonly kind: 'time-zone' };

const flag = { kind: 'flag' } as const;

function count(step: number, max = Number.MAX_SAFE_INTEGER): RuleKind {
  return { kind: 'number', step, max, fractions: false };
}

/** The keys shown as controls; limits are those of the configuration. */
export const ruleKinds: ReadonlyMap<string, RuleKind> = new Map<string, RuleKind>([
  ['quality_checks.min_events', count(100)],
  ['quality_checks.max_null_percentage', { kind: 'share' }],
  [
    'quality_checks.null_scope',
    {
      kind: 'choice',
      values: [
        { value: 'by_event_type', label: 'by_event_type: types in which the column occurs' },
        { value: 'all_rows', label: 'all_rows: every event' },
      ],
    },
  ],
  ['quality_checks.required_event_types', { kind: 'event-types', placeholder: 'None required' }],
  ['quality_checks.max_future_days', { kind: 'number', step: 1, max: 1_000_000, fractions: true }],
  ['quality_checks.check_duplicates', flag],
  ['quality_checks.check_future_timestamps', flag],
  ['aggregation.min_dau', count(1)],
  ['aggregation.max_revenue_per_event', { kind: 'number', step: 10, max: Number.MAX_VALUE, fractions: true }],
  ['aggregation.timezone', { kind: 'time-zone' }],
  ['aggregation.active_event_types', { kind: 'event-types', placeholder: 'Any event type' }],
  ['aggregation.purchase_event_type', { kind: 'text', suggests: 'event-types' }],
  ['aggregation.revenue_property', { kind: 'text', suggests: 'properties' }],
  ['aggregation.max_calendar_rows', count(1_000_000)],
  ['ingest.max_failed_lines', count(10)],
  ['ingest.max_line_bytes', count(1024, 2 ** 30)],
  ['ingest.max_expansion_ratio', count(50, 1_000_000)],
  ['ingest.max_property_columns', count(10, 10_000)],
  ['strict_mode', flag],
]);
