import { z } from 'zod';
import { call, nothing } from './call.ts';
import { codesOfEngine } from './reply.ts';
import {
  configTextSchema,
  finishedRunSchema,
  jobIdSchema,
  pathSchema,
  runEventSchema,
  runSummarySchema,
} from './schemas.ts';
import { soFarSchema, toldSchema } from './told.ts';

export const runCalls = {
  /** Returns at once; the rest arrives as `run:events`. Without a `config`, the defaults. */
  'run:start': call({
    takes: z.strictObject({
      inputs: z.array(pathSchema).min(1).max(10_000),
      config: configTextSchema.nullable(),
    }),
    gives: z.object({ jobId: jobIdSchema }),
    answeredBy: 'app',
    errors: [...codesOfEngine, 'RUN_ACTIVE', 'INVALID_CONFIG'],
  }),
  'run:cancel': call({
    takes: z.strictObject({ jobId: jobIdSchema }),
    gives: nothing,
    answeredBy: 'app',
    errors: codesOfEngine,
  }),
  /** Where the run under way stands, or the last one, with the end of its log. For a page that comes later. */
  'run:current': call({
    takes: nothing,
    gives: soFarSchema(runEventSchema),
    answeredBy: 'app',
    errors: [],
  }),
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

export const runEvents = { 'run:events': toldSchema(runEventSchema) };
