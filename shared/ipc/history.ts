import { z } from 'zod';
import { checkPointSchema } from '../quality/check-points.ts';
import { reconciliationSchema } from '../run/manifest.ts';
import { maybe } from '../run/maybe.ts';
import { currentFormat } from '../run/migrations/migrations.ts';
import { stages } from '../run/progress.ts';
import { call, nothing } from './call.ts';
import { codesOfViews, failureSchema } from './reply.ts';
import { configTextSchema, jobIdSchema } from './schemas.ts';

/** What the app remembers of each run it started, as this version writes it: also of one that left no results. */
const runRecordSchema = z.object({
  format_version: z.literal(currentFormat),
  id: jobIdSchema,
  startedAt: z.iso.datetime(),
  /** Null while it runs, and where nobody was there to see its end. */
  endedAt: z.iso.datetime().nullable(),
  inputs: z.array(z.string()),
  /** The configuration as it was written; null for the defaults. */
  config: configTextSchema.nullable(),
  /** How far it came; null where it did not even begin to look for files. */
  stage: z.enum(stages).nullable(),
  /** `interrupted`: the app was ended while the run went on. */
  outcome: z.enum(['running', 'finished', 'failed', 'cancelled', 'interrupted']),
  /** Why it failed. */
  failure: failureSchema.nullable(),
});
export type RunRecord = z.infer<typeof runRecordSchema>;

/** A stored record as it is read, of whichever version: what is missing is said as such, what is unknown is kept. */
export const storedRecordSchema = z.looseObject({
  id: jobIdSchema,
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable().catch(null),
  inputs: z.array(z.string()),
  /** Undefined where it is not said. */
  config: maybe(configTextSchema.nullable()),
  stage: z.string().nullable().catch(null),
  outcome: z.string(),
  failure: z.object({ code: z.string(), message: z.string() }).nullable().catch(null),
});
export type StoredRecord = z.infer<typeof storedRecordSchema>;

/** A run in the history. */
const historyEntrySchema = z.object({
  id: jobIdSchema,
  /** Null where nothing says it any more. */
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  inputs: z.array(z.string()),
  stage: z.string().nullable(),
  /** One of a record, but `running`, or what another version says; `unreadable`: it has results that cannot be read. */
  outcome: z.string(),
  /** Why it failed, or cannot be read. */
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Of its folder, in bytes; null where it has none. */
  sizeBytes: z.number().nullable(),
  /** Null where there is none any more. */
  logFile: z.string().nullable(),
  /** What a finished run that can be read has; null for the others. */
  result: z
    .object({
      reconciliation: reconciliationSchema,
      status: z.string(),
      /** How many results of checks have each status; one that none has is left out. */
      checks: z.record(z.string(), z.number().int()),
      /** Null, here and below, where the run does not say. */
      seconds: z.number().nullable(),
      linesPerSecond: z.number().nullable(),
    })
    .nullable(),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

const historySchema = z.object({
  /** The latest first. */
  entries: z.array(historyEntrySchema),
  /** What the store of runs takes on disk, whatever is in it. */
  sizeBytes: z.number(),
  /** How much of it belongs to no finished run that can be read. */
  otherBytes: z.number(),
});
export type History = z.infer<typeof historySchema>;

/** A finished run as a point of a trend. */
const trendPointSchema = z.object({
  id: jobIdSchema,
  startedAt: z.iso.datetime(),
  lines: z.number(),
  /** Null where the run does not say. */
  linesPerSecond: z.number().nullable(),
  checks: z.array(checkPointSchema),
});
export type TrendPoint = z.infer<typeof trendPointSchema>;

/** Two finished runs to compare: `a` is what `b` is held against. */
const comparedSchema = z.strictObject({ a: jobIdSchema, b: jobIdSchema });

const dauSchema = z.object({
  date: z.iso.date(),
  /** Days since the first day of the run, 0-based. */
  dayIndex: z.number().int(),
  dau: z.number().int(),
  isComplete: z.boolean(),
});
export type Dau = z.infer<typeof dauSchema>;

/** What stands behind a share of players retained on a day number, over the cohorts whose day is complete. */
const retainedSchema = z.object({
  day: z.number().int(),
  cohorts: z.number().int(),
  players: z.number().int(),
  active: z.number().int(),
});
export type Retained = z.infer<typeof retainedSchema>;

const comparedRunSchema = z.object({
  /** Every day, by date. */
  dau: z.array(dauSchema),
  /** By day number, from 0. */
  retention: z.array(retainedSchema),
});
export type ComparedRun = z.infer<typeof comparedRunSchema>;

const comparisonSchema = z.object({
  a: comparedRunSchema,
  b: comparedRunSchema,
  /** The statements behind the figures. */
  sql: z.object({ dau: z.string(), retention: z.string() }),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** Runs that were removed because the store was over its limit. */
const removedSchema = z.object({ ids: z.array(jobIdSchema), message: z.string() });
export type Removed = z.infer<typeof removedSchema>;

/** Runs that were cut off when the app last ended: it was killed, or the power failed. The latest first. */
const interruptedSchema = z.object({ ids: z.array(jobIdSchema).min(1) });

export const historyCalls = {
  /** Every run that is over, and the size of their store. */
  'history:list': call({ takes: nothing, gives: historySchema, answeredBy: 'app', errors: ['FILE_FAILED'] }),
  /** The latest finished runs, the oldest of them first. */
  'history:trends': call({
    takes: nothing,
    gives: z.array(trendPointSchema),
    answeredBy: 'app',
    errors: ['FILE_FAILED'],
  }),
  /** With what a run was started; null where nothing is known of that. */
  'history:record': call({
    takes: z.strictObject({ id: jobIdSchema }),
    gives: storedRecordSchema.nullable(),
    answeredBy: 'app',
    errors: [],
  }),
  /** Figures of two finished runs, side by side. */
  'history:compare': call({
    takes: comparedSchema,
    gives: comparisonSchema,
    answeredBy: 'engine',
    errors: codesOfViews,
  }),
};

export const historyEvents = { 'history:removed': removedSchema, 'history:interrupted': interruptedSchema };
