import { z } from 'zod';
import { call } from './call.ts';
import { codesOfViews } from './reply.ts';
import { runRefSchema } from './results.ts';

const whole = z.number().int().nonnegative();

/** Which quarantined lines are meant; null and an empty search leave nothing out. */
export const quarantineFilterSchema = runRefSchema.extend({
  reason: z.string().max(200).nullable(),
  /** The path of an input, as the manifest names it. */
  file: z.string().max(32_768).nullable(),
  /** A text in the line or its detail, case ignored. */
  search: z.string().max(1000),
});
export type QuarantineFilter = Omit<z.infer<typeof quarantineFilterSchema>, 'runId'>;

const quarantinePageRefSchema = quarantineFilterSchema.extend({
  offset: whole,
  limit: z.number().int().positive().max(500),
});
export type QuarantinePageRef = z.infer<typeof quarantinePageRefSchema>;

const quarantinedRowSchema = z.object({
  /** 0-based, in input order. */
  position: whole,
  file: z.string(),
  line: z.number().int().positive(),
  byte_offset: whole,
  reason: z.string(),
  detail: z.string().nullable(),
  /** The line, or its beginning; bytes that are no UTF-8 are replacement characters. */
  text: z.string(),
  /** Whether the line is UTF-8, so that its text is all of it. */
  is_utf8: z.boolean(),
  /** Whether `text` is only the beginning. */
  is_cut: z.boolean(),
});
export type QuarantinedRow = z.infer<typeof quarantinedRowSchema>;

/** A page of rows, their texts cut to what a list shows. `total` counts all that the filter leaves. */
const quarantinePageSchema = z.object({ total: whole, rows: z.array(quarantinedRowSchema) });

const quarantinedLineRefSchema = runRefSchema.extend({ position: whole });
/** One line, its text as long as it is kept for reading. */
const quarantinedLineSchema = quarantinedRowSchema;

/** Lines per reason and per input, most first. */
const quarantineCountsSchema = z.object({
  reasons: z.array(z.object({ reason: z.string(), lines: whole })),
  files: z.array(z.object({ file: z.string(), lines: whole })),
});
export type QuarantineCounts = z.infer<typeof quarantineCountsSchema>;

/** How many values lie above `from` and at or below `to`; null where a bucket has no end. */
const bucketSchema = z.object({ from: z.number().nullable(), to: z.number().nullable(), count: whole });
export type Bucket = z.infer<typeof bucketSchema>;

/** How the findings of a run are spread; free of any threshold. `sql` reads the run's own files. */
const distributionsSchema = z.object({
  /** Null where the run removed none. */
  duplicates: z
    .object({
      /** First occurrences by how many later copies each has. */
      copies: z.array(bucketSchema),
      /** Copies by the date of the first occurrence: of the day, or of the first day of its month or year. */
      grain: z.enum(['day', 'month', 'year']),
      dates: z.array(z.object({ date: z.string(), count: whole })),
      /** Copies per input they stood in, most first; at most 50. */
      files: z.array(z.object({ file: z.string(), count: whole })),
      sql: z.string(),
    })
    .nullable(),
  /** Timestamps after the run's "now", by seconds ahead; null where there are none. */
  future: z.object({ seconds: z.array(bucketSchema), sql: z.string() }).nullable(),
  /** Amounts of purchases; null where none carries a number. */
  revenue: z
    .object({
      /** `log` where a few amounts dwarf the rest: bucket widths then grow by a factor. */
      scale: z.enum(['linear', 'log']),
      amounts: z.array(bucketSchema),
      purchases: whole,
      least: z.number(),
      median: z.number(),
      greatest: z.number(),
      sql: z.string(),
    })
    .nullable(),
});
export type Distributions = z.infer<typeof distributionsSchema>;

export const qualityCalls = {
  /** A page of the lines a run put aside, in input order. */
  'quality:quarantine': call({
    takes: quarantinePageRefSchema,
    gives: quarantinePageSchema,
    answeredBy: 'engine',
    errors: codesOfViews,
  }),
  'quality:quarantinedLine': call({
    takes: quarantinedLineRefSchema,
    gives: quarantinedLineSchema,
    answeredBy: 'engine',
    errors: codesOfViews,
  }),
  'quality:quarantineCounts': call({
    takes: runRefSchema,
    gives: quarantineCountsSchema,
    answeredBy: 'engine',
    errors: codesOfViews,
  }),
  'quality:distributions': call({
    takes: runRefSchema,
    gives: distributionsSchema,
    answeredBy: 'engine',
    errors: codesOfViews,
  }),
};
