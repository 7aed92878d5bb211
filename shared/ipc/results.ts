import { z } from 'zod';
import { type DailyColumn, type DailyMetric, dailyMetrics } from '../metrics/daily-metrics.ts';
import { jobIdSchema } from './schemas.ts';

/** A finished run that is asked about. */
export const runRefSchema = z.strictObject({ runId: jobIdSchema });

const values = {
  DATE: z.iso.date(),
  BOOLEAN: z.boolean(),
  BIGINT: z.number().int(),
  DOUBLE: z.number(),
} as const;

type Value<Column extends DailyColumn> = (typeof values)[(typeof dailyMetrics)[Column]['type']];
type Shape = {
  [Column in DailyColumn]: (typeof dailyMetrics)[Column] extends { canBeNull: true }
    ? z.ZodNullable<Value<Column>>
    : Value<Column>;
};

const metrics: Readonly<Record<string, DailyMetric>> = dailyMetrics;
const shape = Object.fromEntries(
  Object.entries(metrics).map(([column, { type, canBeNull = false }]) => {
    return [column, canBeNull ? values[type].nullable() : values[type]];
  }),
);

/** A row of `daily_metrics.parquet`, as shared/metrics/daily-metrics.ts defines it. */
// The types of entries are lost on the way through a list.
export const dailyRowSchema = z.object(shape as Shape);
export type DailyRow = z.infer<typeof dailyRowSchema>;
