import { z } from 'zod';
import { call, nothing } from './call.ts';
import { type JobEvent, job, jobCalls, jobEvents, startedSchema } from './job.ts';
import { progressSchema } from './progress.ts';
import { codesOfEngine } from './reply.ts';
import {
  configTextSchema,
  finishedRunSchema,
  jobIdSchema,
  pathSchema,
  runSummarySchema,
  variablesSchema,
} from './schemas.ts';
import { resourcesShape } from './settings.ts';

const what = {
  inputs: z.array(pathSchema).min(1).max(10_000),
  /** Null for the defaults. */
  config: configTextSchema.nullable(),
};

/** A run over inputs. Nothing comes of it as a value: its results lie in its folder. */
export const runJob = job({
  takes: z.strictObject(what),
  gives: startedSchema,
  engineTakes: z.strictObject({
    ...what,
    /** What the configuration may take from the environment. */
    environment: variablesSchema,
    ...resourcesShape,
    spillFolder: pathSchema.nullable(),
  }),
  begun: z.object({ inputs: z.array(z.string()), logFile: z.string() }),
  progress: progressSchema,
  result: z.null(),
  errors: ['RUN_ACTIVE', 'INVALID_CONFIG'],
});
export type RunEvent = JobEvent<
  z.infer<typeof runJob.begun>,
  z.infer<typeof runJob.progress>,
  z.infer<typeof runJob.result>
>;

export const runCalls = {
  ...jobCalls('run', runJob),
  /** Finished runs, the latest first. */
  'run:list': call({ takes: nothing, gives: z.array(runSummarySchema), answeredBy: 'app', errors: [] }),
  'run:get': call({
    takes: z.strictObject({ id: jobIdSchema }),
    gives: finishedRunSchema,
    answeredBy: 'app',
    errors: ['NOT_FOUND', 'FILE_FAILED'],
  }),
  /** Deletes a run of whatever outcome: its folder, its record and its log. */
  'run:delete': call({
    takes: z.strictObject({ id: jobIdSchema }),
    gives: nothing,
    answeredBy: 'app',
    errors: [...codesOfEngine, 'RUN_ACTIVE', 'NOT_FOUND', 'FILE_FAILED'],
  }),
};

export const runEvents = jobEvents('run', runJob);
