import { z } from 'zod';
import { stages } from '../run/progress.ts';

/** Progress as it crosses a process line. */
export const progressSchema = z.object({
  stage: z.enum(stages),
  unit: z.enum(['bytes', 'rows']),
  done: z.number(),
  total: z.number().nullable(),
  ratePerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
});
