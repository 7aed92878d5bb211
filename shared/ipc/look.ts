import { z } from 'zod';
import { datasetProfileSchema, previewSchema, readingSchema } from './dataset.ts';
import { job, jobCalls, jobEvents, startedSchema } from './job.ts';
import { progressSchema } from './progress.ts';
import { pathSchema } from './schemas.ts';
import { resourcesShape } from './settings.ts';

const what = {
  /** `preview`: the beginnings of the files; `profile`: everything, which takes time and tells how far it is. */
  depth: z.enum(['preview', 'profile']),
  paths: z.array(pathSchema).min(1).max(10_000),
  reading: readingSchema,
};

/** A look into files before a run. One at a time: the next one takes its place, and a run ends it. */
export const lookJob = job({
  takes: z.strictObject(what),
  gives: startedSchema,
  engineTakes: z.strictObject({ ...what, ...resourcesShape }),
  begun: z.null(),
  progress: progressSchema,
  result: z.discriminatedUnion('depth', [
    z.object({ depth: z.literal('preview'), found: previewSchema }),
    z.object({ depth: z.literal('profile'), found: datasetProfileSchema }),
  ]),
  errors: [],
});

export const lookCalls = jobCalls('look', lookJob);
export const lookEvents = jobEvents('look', lookJob);
