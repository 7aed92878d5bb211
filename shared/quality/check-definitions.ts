import type { FigureDefinition } from '../metrics/figure-definition.ts';
import { type CheckId, isCheckId } from './check-result.ts';

/** What a figure of quality says. */
export type QualityDefinition = FigureDefinition & { unit: string };

export type CheckDefinition = QualityDefinition & {
  /** The configuration keys that move its verdict. */
  keys: readonly string[];
};

/** What each check judges. */
export const checkDefinitions: Record<CheckId, CheckDefinition> = {
  failed_lines: {
    label: 'Failed lines',
    unit: 'lines',
    meaning: 'Lines that are no event. More than allowed stop a run, in lenient mode too.',
    formula: 'rejected lines <= ingest.max_failed_lines',
    keys: ['ingest.max_failed_lines'],
  },
  min_events: {
    label: 'Events',
    unit: 'events',
    meaning: 'Cleaned events: accepted lines without duplicates.',
    formula: 'cleaned events >= quality_checks.min_events',
    keys: ['quality_checks.min_events'],
  },
  required_event_types: {
    label: 'Required event types',
    unit: 'missing types',
    meaning: 'Event types that must occur at least once, and do not.',
    formula: 'count of required types without an event = 0',
    keys: ['quality_checks.required_event_types'],
  },
  duplicate_events: {
    label: 'Duplicate events',
    unit: 'events',
    meaning:
      'Events whose event_id an earlier line has. The first in input order stays; the others are quarantined.',
    formula: 'accepted lines - distinct event_id = 0',
    keys: ['quality_checks.check_duplicates'],
  },
  future_timestamps: {
    label: 'Future timestamps',
    unit: 'events',
    meaning:
      'Events dated further ahead of the run than allowed. They stay, flagged, and count in no metric.',
    formula: 'count where timestamp > now + quality_checks.max_future_days = 0',
    keys: ['quality_checks.max_future_days', 'quality_checks.check_future_timestamps'],
  },
  max_null_percentage: {
    label: 'Null share',
    unit: 'share',
    meaning: 'Per column, the share of events without a value.',
    formula: 'nulls / events in quality_checks.null_scope <= quality_checks.max_null_percentage',
    keys: ['quality_checks.max_null_percentage', 'quality_checks.null_scope'],
  },
  revenue_outliers: {
    label: 'Revenue outliers',
    unit: 'purchases',
    meaning: 'Purchases of a larger amount than allowed. They stay, flagged, and count in no revenue metric.',
    formula: 'count where amount > aggregation.max_revenue_per_event = 0',
    keys: ['aggregation.max_revenue_per_event'],
  },
  min_dau: {
    label: 'Lowest DAU',
    unit: 'players',
    meaning: 'The fewest active players on any complete day.',
    formula: 'min(dau) over complete days >= aggregation.min_dau',
    keys: ['aggregation.min_dau'],
  },
};

/** What a check of a run judges, also where another version of the app made it. */
export function checkDefinition(id: string): CheckDefinition {
  if (isCheckId(id)) return checkDefinitions[id];
  return { label: id, unit: '', meaning: unknownCheck, formula: 'not known to this version', keys: [] };
}

const unknownCheck = 'A check of another version of the app: its verdict is the one of the run.';

/** What the figures beside the checks say. */
export const qualityDefinitions = {
  nullShares: {
    label: 'Null share per column',
    unit: 'share',
    meaning:
      'The share of events without a value: over all events, and over the events of those types in which the column ever holds one.',
    formula: 'all rows: nulls / events\nby event type: nulls / events of types with a value',
  },
  copies: {
    label: 'Copies per event',
    unit: 'events',
    meaning: 'Events that came more than once, by how many later copies were removed of each.',
    formula: 'count of events by count of copies',
  },
  duplicateDates: {
    label: 'Duplicates over time',
    unit: 'events',
    meaning: 'Copies removed, by the date of the first occurrence in the reporting time zone.',
    formula: 'count of copies by event_date of the first occurrence',
  },
  duplicateFiles: {
    label: 'Duplicates by input',
    unit: 'events',
    meaning: 'Copies removed, by the input they stood in.',
    formula: 'count of copies by file',
  },
  secondsAhead: {
    label: 'Timestamps ahead of the run',
    unit: 'events',
    meaning: 'Events dated after the start of the run (or --as-of), by how far ahead they are.',
    formula: 'count of events by timestamp - now',
  },
  amounts: {
    label: 'Purchase amounts',
    unit: 'purchases',
    meaning:
      'Purchases by amount, outliers included. Each bar takes amounts above its lower end, up to its upper end.',
    formula: 'count of purchases by amount',
  },
  quarantine: {
    label: 'Quarantine',
    unit: 'lines',
    meaning: 'Lines that are no event, and duplicates: kept byte for byte with place and reason.',
    formula: 'events_rejected + duplicates_removed',
  },
} satisfies Record<string, QualityDefinition>;
