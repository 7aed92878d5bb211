import type { z } from 'zod';
import { exportJob } from './export.ts';
import type { JobEvent } from './job.ts';
import { lookJob } from './look.ts';
import { runJob } from './run.ts';
import { saveJob } from './save.ts';

/** Every kind of long job. */
const jobs = { run: runJob, export: exportJob, save: saveJob, look: lookJob };

type Jobs = typeof jobs;
export type JobKind = keyof Jobs;
export const jobKinds = ['run', 'export', 'save', 'look'] as const satisfies readonly JobKind[];

/** What a page starts a job with, and what the app starts it with in the engine. */
export type JobRequest<Kind extends JobKind> = z.infer<Jobs[Kind]['takes']>;
export type JobStart<Kind extends JobKind> = z.infer<Jobs[Kind]['engineTakes']>;

export type JobBegun<Kind extends JobKind> = z.infer<Jobs[Kind]['begun']>;
export type JobProgress<Kind extends JobKind> = z.infer<Jobs[Kind]['progress']>;
export type JobResult<Kind extends JobKind> = z.infer<Jobs[Kind]['result']>;
export type EventOf<Kind extends JobKind> = JobEvent<JobBegun<Kind>, JobProgress<Kind>, JobResult<Kind>>;

/** What crosses the line between the app and the engine. */
export const jobSchemas: {
  readonly [Kind in JobKind]: {
    engineTakes: z.ZodType<JobStart<Kind>>;
    event: z.ZodType<EventOf<Kind>>;
  };
} = jobs;
