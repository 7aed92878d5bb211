import { z } from 'zod';
import { checkIds } from './checks.ts';
import { sampleRowSchema } from './measurement.ts';

export const checkStatuses = ['pass', 'warn', 'fail', 'error', 'skipped'] as const;

/** The verdict on one check; `max_null_percentage` has one a column. */
export const checkResultSchema = z.object({
  id: z.enum(checkIds),
  column: z.string().nullable(),
  status: z.enum(checkStatuses),
  measured: z.number().nullable(),
  threshold: z.number().nullable(),
  unit: z.string(),
  message: z.string(),
  samples: z.array(sampleRowSchema).max(20),
});
export type CheckResult = z.infer<typeof checkResultSchema>;
export type CheckStatus = CheckResult['status'];
