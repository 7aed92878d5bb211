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

type Parts = typeof measuredSchema.shape;
type StoredParts = { [Figure in keyof Parts]: z.ZodCatch<z.ZodOptional<Parts[Figure]>> };

const parts = Object.fromEntries(
  Object.entries(measuredSchema.shape).map(([figure, schema]) => [figure, maybe(schema)]),
);

/** What a run measured; what a version did not measure, or in another form than this one, is undefined. */
// The types of entries are lost on the way through a list.
export const storedMeasuredSchema = z.object(parts as StoredParts);
export type StoredMeasured = z.infer<typeof storedMeasuredSchema>;

/** A stored `quality_report.json` as it is read, of whichever version. */
export const storedReportSchema = z.object({
  run_id: z.string(),
  status: z.string(),
  checks: z.array(storedCheckSchema),
  measured: storedMeasuredSchema,
});
export type StoredReport = z.infer<typeof storedReportSchema>;
