import type { CheckDefinition, QualityDefinition } from './check.ts';
import { checks, isCheckId } from './checks.ts';

/** What a check of a run judges, also where another version of the app made it. */
export function checkDefinition(id: string): CheckDefinition {
  return isCheckId(id) ? checks[id] : { ...unknownCheck, label: id };
}

const unknownCheck = {
  unit: '',
  meaning: 'A check of another version of the app: its verdict is the one of the run.',
  formula: 'not known to this version',
  keys: [],
  passes: 'at most',
  isByColumn: false,
} as const;

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
