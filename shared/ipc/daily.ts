import { z } from 'zod';
import { breakdownMetrics } from '../metrics/breakdowns.ts';
import { call } from './call.ts';
import { codesOfViews } from './reply.ts';
import { dailyRowSchema, runRefSchema } from './results.ts';
import { jobIdSchema } from './schemas.ts';

const date = z.iso.date();

/** A daily figure of a run, broken down by a column of its cleaned events. */
export const breakdownRequestSchema = z.strictObject({
  runId: jobIdSchema,
  metric: z.enum(breakdownMetrics),
  /** `event_type` or a property's column. */
  by: z.string().min(1).max(10_000),
  /** How many values are shown for themselves: those with the largest sum of daily figures over the range. */
  top: z.number().int().min(1).max(20),
  from: date,
  to: date,
});
export type BreakdownRequest = z.infer<typeof breakdownRequestSchema>;

const seriesSchema = z.object({
  /** `other`: all values beyond the top ones, as one; `none`: events without a value. */
  kind: z.enum(['value', 'other', 'none']),
  /** As text; null unless `kind` is `value`. */
  value: z.string().nullable(),
  /** A day each, in the order of the dates; 0 where there is nothing. */
  figures: z.array(z.number()),
  /** The sum over the range; null for distinct counts, which do not add up over days. */
  total: z.number().nullable(),
});
export type BreakdownSeries = z.infer<typeof seriesSchema>;

const breakdownSchema = z.object({
  /** The days of the run within the range. */
  dates: z.array(date),
  /** The top values by their sum, then `other`, then `none`, each only where there is something. */
  series: z.array(seriesSchema),
  /** Different values in the range. */
  values: z.number().int(),
  /** The statement behind the figures, over the file that the run wrote. */
  sql: z.string(),
});
export type Breakdown = z.infer<typeof breakdownSchema>;

/** Days of a run that are asked about. */
const daysRefSchema = z.strictObject({ runId: jobIdSchema, from: date, to: date });

/** Distinct players over all complete days of a range together. */
const playersInRangeSchema = z.object({ players: z.number().int(), sql: z.string() });

export const dailyCalls = {
  /** Every day of a run, by date. */
  'daily:metrics': call({
    takes: runRefSchema,
    gives: z.array(dailyRowSchema),
    answeredBy: 'engine',
    errors: codesOfViews,
  }),
  /** A daily figure by event type or by a property: the top values, the others as one, and no value. */
  'daily:breakdown': call({
    takes: breakdownRequestSchema,
    gives: breakdownSchema,
    answeredBy: 'engine',
    errors: codesOfViews,
  }),
  /** Distinct active players over a range of days. */
  'daily:players': call({
    takes: daysRefSchema,
    gives: playersInRangeSchema,
    answeredBy: 'engine',
    errors: codesOfViews,
  }),
};
