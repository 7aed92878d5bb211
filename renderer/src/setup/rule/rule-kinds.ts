import { z } from 'zod';
import { configKeys } from '../../../../shared/config/config-keys.ts';

/** The control that fits a key, by what it holds. */
export type RuleKind =
  | { readonly kind: 'share' }
  | { readonly kind: 'number'; readonly step: number; readonly max: number; readonly fractions: boolean }
  | { readonly kind: 'flag' }
  | { readonly kind: 'choice'; readonly values: readonly { value: string; label: string }[] }
  | { readonly kind: 'event-types'; readonly placeholder: string }
  | { readonly kind: 'text'; readonly suggests: 'event-types' | 'properties' }
  | { readonly kind: 'time-zone' };

/** Controls that say more than the values a key takes. */
const special: ReadonlyMap<string, RuleKind | { readonly step: number }> = new Map<
  string,
  RuleKind | { readonly step: number }
>([
  ['quality_checks.min_events', { step: 100 }],
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
  ['aggregation.max_revenue_per_event', { step: 10 }],
  ['aggregation.timezone', { kind: 'time-zone' }],
  ['aggregation.active_event_types', { kind: 'event-types', placeholder: 'Any event type' }],
  ['aggregation.purchase_event_type', { kind: 'text', suggests: 'event-types' }],
  ['aggregation.revenue_property', { kind: 'text', suggests: 'properties' }],
  ['aggregation.max_calendar_rows', { step: 1_000_000 }],
  ['ingest.max_failed_lines', { step: 10 }],
  ['ingest.max_line_bytes', { step: 1024 }],
  ['ingest.max_expansion_ratio', { step: 50 }],
  ['ingest.max_property_columns', { step: 10 }],
]);

/** The keys that have a control, with the limits of the configuration. */
export const ruleKinds: ReadonlyMap<string, RuleKind> = new Map(
  configKeys.flatMap(({ path, schema }): [string, RuleKind][] => {
    const key = path.join('.');
    const own = special.get(key);
    if (own !== undefined && 'kind' in own) return [[key, own]];
    const kind = kindOf(schema instanceof z.ZodDefault ? schema.unwrap() : schema, own?.step ?? 1);
    return kind === null ? [] : [[key, kind]];
  }),
);

/** The control that follows from what a key takes; null where there is none. */
function kindOf(schema: unknown, step: number): RuleKind | null {
  if (schema instanceof z.ZodBoolean) return { kind: 'flag' };
  if (!(schema instanceof z.ZodNumber)) return null;
  const { maxValue, isInt: isWhole } = schema;
  if (maxValue === 1 && !isWhole) return { kind: 'share' };
  return { kind: 'number', step, max: maxValue ?? Number.MAX_VALUE, fractions: !isWhole };
}
