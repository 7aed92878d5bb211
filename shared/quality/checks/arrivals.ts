import { z } from 'zod';
import { formatCount, formatNumber } from '../../format/number.ts';
import { quoteText } from '../../sql/quote.ts';
import { check } from '../check.ts';
import { count, countSchema, sampleRowSchema } from '../measurement.ts';
import { duplicateLinesSql, eventsFile, rejectedLinesSql } from '../run-sql.ts';

const countedLines = z.object({ count: countSchema, samples: z.array(sampleRowSchema) });

/** What is measured of which lines and events there are. */
export const arrivalsMeasured = {
  /** Cleaned events: accepted lines without duplicates. */
  events: countSchema,
  /** Events per type; the `tailLimit` most frequent. */
  event_types: z.array(z.object({ event_type: z.string(), events: z.number().int().positive() })),
  event_types_complete: z.boolean(),
  /** Of the configured required types, those that do not occur. */
  missing_event_types: z.array(z.string()),
  duplicates: countedLines,
  rejected: countedLines,
};

/** The checks of which lines and events there are. */
export const arrivals = {
  failed_lines: check({
    label: 'Failed lines',
    unit: 'lines',
    meaning: 'Lines that are no event. More than allowed stop a run, in lenient mode too.',
    formula: 'rejected lines <= ingest.max_failed_lines',
    keys: ['ingest.max_failed_lines'],
    passes: 'at most',
    judges: ['rejected'],
    // Too many of them stop a run in either mode: there is no lenient way past this limit.
    isStrict: true,
    judge: ({ rejected }, { ingest: { max_failed_lines: threshold } }) => ({
      passes: rejected.count <= threshold,
      measured: rejected.count,
      threshold,
      message: `${formatCount(rejected.count, 'line')} rejected; at most ${formatNumber(threshold)} allowed.`,
      samples: rejected.samples,
    }),
    sql: () => rejectedLinesSql,
  }),
  min_events: check({
    label: 'Events',
    unit: 'events',
    meaning: 'Cleaned events: accepted lines without duplicates.',
    formula: 'cleaned events >= quality_checks.min_events',
    keys: ['quality_checks.min_events'],
    passes: 'at least',
    judges: ['events'],
    measures: () => ({ events: count('cleaned') }),
    judge: ({ events }, { quality_checks: { min_events: threshold } }) => ({
      passes: events >= threshold,
      measured: events,
      threshold,
      message: `${formatCount(events, 'event')}; at least ${formatNumber(threshold)} expected.`,
    }),
    sql: () => `SELECT count(*) FROM ${eventsFile}`,
  }),
  required_event_types: check({
    label: 'Required event types',
    unit: 'missing types',
    meaning: 'Event types that must occur at least once, and do not.',
    formula: 'count of required types without an event = 0',
    keys: ['quality_checks.required_event_types'],
    passes: 'at most',
    judges: ['event_types', 'event_types_complete', 'missing_event_types'],
    judge: (measured, { quality_checks: { required_event_types: required } }, said) => {
      // Types that are required only since the run can be told from the types it counted.
      const seen = new Set(measured.event_types.map(({ event_type }) => event_type));
      const missing = required.filter(
        (type) =>
          !seen.has(type) && (measured.event_types_complete || measured.missing_event_types.includes(type)),
      );
      return {
        passes: required.length === 0 ? null : missing.length === 0,
        measured: missing.length,
        threshold: 0,
        message:
          required.length === 0
            ? 'No event type is required.'
            : missing.length === 0
              ? `All required event types occur: ${required.map(said).join(', ')}.`
              : `No event of the required type ${missing.map(said).join(', ')}.`,
      };
    },
    sql: ({ config }) => {
      const types = config.quality_checks.required_event_types ?? [];
      if (types.length === 0) return undefined;
      return `SELECT count(*) FROM (SELECT unnest([${types.map(quoteText).join(', ')}]) AS type)\nWHERE type NOT IN (SELECT event_type FROM ${eventsFile})`;
    },
  }),
  duplicate_events: check({
    label: 'Duplicate events',
    unit: 'events',
    meaning:
      'Events whose event_id an earlier line has. The first in input order stays; the others are quarantined.',
    formula: 'accepted lines - distinct event_id = 0',
    keys: ['quality_checks.check_duplicates'],
    passes: 'at most',
    judges: ['duplicates'],
    judge: ({ duplicates }, { quality_checks: { check_duplicates } }) => ({
      passes: check_duplicates ? duplicates.count === 0 : null,
      measured: duplicates.count,
      threshold: 0,
      message: `${formatCount(duplicates.count, 'event')} removed because an earlier one has the same event_id.`,
      samples: duplicates.samples,
    }),
    sql: () => duplicateLinesSql,
  }),
};
