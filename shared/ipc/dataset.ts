import { z } from 'zod';
import { integer, timeZone } from '../config/value-types.ts';
import { call } from './call.ts';
import { codesOfEngine } from './reply.ts';
import { datasetSchema, pathSchema } from './schemas.ts';

const whole = z.number().int().nonnegative();

/** The rules of a configuration that decide how lines are read; no threshold is among them. */
export const readingSchema = z.strictObject({
  timezone: timeZone(),
  maxLineBytes: integer(1024, 2 ** 30, 'must be a number of bytes'),
  maxExpansionRatio: integer(1, 1_000_000, 'must be a whole number'),
  maxPropertyColumns: integer(0, 10_000, 'must be a number of columns'),
});
export type Reading = z.infer<typeof readingSchema>;

/** How the values of a field are spread. */
const distributionSchema = z.discriminatedUnion('kind', [
  /** Numbers, in buckets of equal width from the least on. */
  z.object({
    kind: z.literal('numbers'),
    min: z.number(),
    max: z.number(),
    bucketWidth: z.number(),
    counts: z.array(whole),
  }),
  /** Times, in buckets of whole days from the first day on, in the reporting time zone. */
  z.object({ kind: z.literal('days'), firstDay: z.string(), daysPerBucket: whole, counts: z.array(whole) }),
  /** The most frequent values; `others` counts the events with any other. */
  z.object({
    kind: z.literal('values'),
    values: z.array(z.object({ value: z.string(), events: whole })),
    others: whole,
  }),
  /** No value at all, or too many different ones to tell anything. */
  z.object({ kind: z.literal('none') }),
]);
export type Distribution = z.infer<typeof distributionSchema>;

const fieldSchema = z.object({
  /** As it stands in the events. */
  key: z.string(),
  /** As it is called in the cleaned events. */
  column: z.string(),
  type: z.enum(['VARCHAR', 'BIGINT', 'DOUBLE', 'BOOLEAN', 'TIMESTAMPTZ']),
  /** Events in which it is absent or null. */
  nulls: whole,
  /** The same among events of those types in which it ever holds a value. */
  nullsInScope: whole,
  eventsInScope: whole,
  /** Different values; an estimate where there are many. */
  distinct: whole,
  isDistinctExact: z.boolean(),
  distribution: distributionSchema,
});
export type Field = z.infer<typeof fieldSchema>;

/** Lines as a run over them would count. `lines` is the sum of the four counts after it. */
const lineCountsSchema = z.object({
  lines: whole,
  /** Accepted lines without duplicates. */
  events: whole,
  rejected: whole,
  duplicates: whole,
  blank: whole,
  /** Rejected lines by reason, the most frequent first. */
  reasons: z.array(z.object({ reason: z.string(), lines: whole })),
});
export type LineCounts = z.infer<typeof lineCountsSchema>;

/** What lines hold. */
const contentSchema = lineCountsSchema.extend({
  /** Events by type, the most frequent first. */
  eventTypes: z.array(z.object({ eventType: z.string(), events: whole })),
  areEventTypesComplete: z.boolean(),
  /** The six of every event, then the properties; what has no column of its own comes last, as one. */
  fields: z.array(fieldSchema),
});
export type Content = z.infer<typeof contentSchema>;

/** A line that is no event, or repeats one. */
const problemLineSchema = z.object({
  path: z.string(),
  line: whole,
  reason: z.string(),
  detail: z.string().nullable(),
  /** The beginning of the line. */
  text: z.string(),
});
export type ProblemLine = z.infer<typeof problemLineSchema>;

/** A line of the preview: its place and, where it is an event, a value for each field of the content; else what is wrong. */
const previewRowSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('event'),
    path: z.string(),
    line: whole,
    values: z.array(z.string().nullable()),
  }),
  problemLineSchema.extend({ kind: z.literal('problem') }),
]);
export type PreviewRow = z.infer<typeof previewRowSchema>;

/** A quick look: the beginnings of the files, read by the rules of a run. */
export const previewSchema = z.object({
  files: z.array(
    z.object({
      path: z.string(),
      /** Lines, as far as a sample of bytes tells; null where it does not. */
      lines: whole.nullable(),
      /** Whether the sample is the whole file. */
      isExact: z.boolean(),
      /** Why the file cannot be used. */
      problem: z.string().nullable(),
    }),
  ),
  /** From how many files lines were taken; `content` is about those lines alone. */
  sampledFiles: whole,
  content: contentSchema,
  rows: z.array(previewRowSchema),
});
export type Preview = z.infer<typeof previewSchema>;

const fileProfileSchema = lineCountsSchema.extend({
  path: z.string(),
  /** Of the earliest and the latest event, in the reporting time zone; null where there is none. */
  firstTime: z.string().nullable(),
  lastTime: z.string().nullable(),
  /** Why the file cannot be used; all counts are 0 then. */
  problem: z.string().nullable(),
});
export type FileProfile = z.infer<typeof fileProfileSchema>;

/** The same over everything, exact. */
export const datasetProfileSchema = z.object({
  files: z.array(fileProfileSchema),
  content: contentSchema,
  /** The first lines that are no events. */
  problemLines: z.array(problemLineSchema),
});
export type DatasetProfile = z.infer<typeof datasetProfileSchema>;

export const datasetCalls = {
  /**
   * The event files behind paths. The paths, here and wherever inputs are named, are those that the user dropped or
   * chose, now or before, or that were found in them: anything else is refused.
   */
  'dataset:discover': call({
    takes: z.array(pathSchema).min(1).max(10_000),
    gives: datasetSchema,
    answeredBy: 'app',
    errors: [...codesOfEngine, 'INVALID_INPUT'],
  }),
};
