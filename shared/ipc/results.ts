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
// Every run has them; any other is null on every day of a run whose version did not have it.
const always = ['event_date', 'is_complete'] as const;
type Always = (typeof always)[number];
type Shape = {
  [Column in DailyColumn]: Column extends Always ? Value<Column> : z.ZodNullable<Value<Column>>;
};

const metrics: Readonly<Record<string, DailyMetric>> = dailyMetrics;
const shape = Object.fromEntries(
  Object.entries(metrics).map(([column, { type }]) => {
    return [column, always.some((name) => name === column) ? values[type] : values[type].nullable()];
  }),
);

/** A row of `daily_metrics.parquet`, as shared/metrics/daily-metrics.ts defines it. */
// The types of entries are lost on the way through a list.
export const dailyRowSchema = z.object(shape as Shape);
export type DailyRow = z.infer<typeof dailyRowSchema>;

/** The columns that a run does not have: every version that has them writes them on each day. */
export function missingColumns(rows: readonly DailyRow[]): string[] {
  if (rows.length === 0) return [];
  return alwaysWritten.filter((column) => rows.every((row) => row[column] === null));
}

// What is never null in a run that has the column.
const alwaysWritten = Object.entries(metrics).flatMap(([column, { canBeNull = false }]) =>
  canBeNull || !isColumn(column) ? [] : [column],
);

function isColumn(name: string): name is DailyColumn {
  return Object.hasOwn(metrics, name);
}
