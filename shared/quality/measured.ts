import { z } from 'zod';

/** A row that shows a finding: where it stands in the input, and what is wrong with it. */
export const sampleRowSchema = z.object({
  file: z.string(),
  line: z.number().int().positive(),
  event_id: z.string().nullable(),
  detail: z.string(),
});
export type SampleRow = z.infer<typeof sampleRowSchema>;

/**
 * The extreme end of a distribution: distinct values with their counts, most extreme first, at most
 * `tailLimit` of them. `complete` says that no value is missing, so any threshold can be judged exactly.
 */
const tailSchema = z.object({
  values: z.array(z.object({ value: z.number(), count: z.number().int().positive() })),
  total: z.number().int().nonnegative(),
  complete: z.boolean(),
});
export type Tail = z.infer<typeof tailSchema>;

/** How many distinct values a `Tail` keeps. */
export const tailLimit = 1000;

/**
 * Everything the quality checks judge, measured once and free of any threshold, so that a moved threshold
 * re-judges a finished run without reading its data again.
 */
export const measuredSchema = z.object({
  /** Cleaned events: accepted lines without duplicates. */
  events: z.number().int().nonnegative(),
  /** Events per type; the `tailLimit` most frequent. */
  event_types: z.array(z.object({ event_type: z.string(), events: z.number().int().positive() })),
  event_types_complete: z.boolean(),
  /** Of the configured required types, those that do not occur. */
  missing_event_types: z.array(z.string()),
  /** Per column: nulls over all rows, and over the rows of event types in which the column ever occurs. */
  columns: z.array(
    z.object({
      column: z.string(),
      nulls_all_rows: z.number().int().nonnegative(),
      rows_all: z.number().int().nonnegative(),
      nulls_by_event_type: z.number().int().nonnegative(),
      rows_by_event_type: z.number().int().nonnegative(),
      samples: z.array(sampleRowSchema),
    }),
  ),
  duplicates: z.object({ count: z.number().int().nonnegative(), samples: z.array(sampleRowSchema) }),
  /** Seconds by which timestamps lie after "now", largest first; only those that do. */
  future: z.object({ seconds_ahead: tailSchema, samples: z.array(sampleRowSchema) }),
  /** Amounts of purchase events, largest first; null where the revenue property never holds a number. */
  revenue: z.object({ amounts: tailSchema.nullable(), samples: z.array(sampleRowSchema) }),
  /** DAU of the complete days, smallest first. */
  daily_active: tailSchema,
  rejected: z.object({ count: z.number().int().nonnegative(), samples: z.array(sampleRowSchema) }),
});
export type Measured = z.infer<typeof measuredSchema>;
