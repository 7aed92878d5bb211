import { z } from 'zod';
import { maybe } from '../run/maybe.ts';
import { measuredSchema } from './measured.ts';

/** The verdict on a check as a run has it: of whichever version, so that check and status may be unknown to this one. */
export const storedCheckSchema = z.object({
  id: z.string(),
  column: z.string().nullable().catch(null),
  status: z.string(),
  measured: z.number().nullable().catch(null),
  threshold: z.number().nullable().catch(null),
  unit: z.string().catch(''),
  message: z.string().catch(''),
  samples: z
    .array(
      z.object({
        file: z.string(),
        line: z.number().int().positive(),
        event_id: z.string().nullable().catch(null),
        detail: z.string().catch(''),
      }),
    )
    .catch([]),
});
export type StoredCheck = z.infer<typeof storedCheckSchema>;

const parts = measuredSchema.shape;

/** What a run measured; what a version did not measure, or in another form than this one, is undefined. */
export const storedMeasuredSchema = z.object({
  events: maybe(parts.events),
  event_types: maybe(parts.event_types),
  event_types_complete: maybe(parts.event_types_complete),
  missing_event_types: maybe(parts.missing_event_types),
  columns: maybe(parts.columns),
  duplicates: maybe(parts.duplicates),
  future: maybe(parts.future),
  revenue: maybe(parts.revenue),
  daily_active: maybe(parts.daily_active),
  rejected: maybe(parts.rejected),
});
export type StoredMeasured = z.infer<typeof storedMeasuredSchema>;

/** A stored `quality_report.json` as it is read, of whichever version. */
export const storedReportSchema = z.object({
  run_id: z.string(),
  status: z.string(),
  checks: z.array(storedCheckSchema),
  measured: storedMeasuredSchema,
});
export type StoredReport = z.infer<typeof storedReportSchema>;
