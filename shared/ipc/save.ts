import { z } from 'zod';
import { eventTableSchema } from './data.ts';
import { job, jobCalls, jobEvents, startedSchema } from './job.ts';
import { quarantineFilterSchema } from './quality.ts';
import { pathSchema } from './schemas.ts';
import { resourcesShape } from './settings.ts';

/** Rows of a finished run: events of a view, or the lines that a filter leaves of the quarantine. */
const savedTableSchema = z.discriminatedUnion('table', [
  eventTableSchema.extend({ table: z.literal('events') }),
  quarantineFilterSchema.extend({ table: z.literal('quarantine') }),
]);

/** A table that the engine writes to a file as CSV, for it does not fit through the window. The app asks where. */
export const saveJob = job({
  takes: savedTableSchema,
  gives: startedSchema.nullable(),
  engineTakes: z.strictObject({ rows: savedTableSchema, target: pathSchema, ...resourcesShape }),
  begun: z.object({ table: z.enum(['events', 'quarantine']), path: z.string() }),
  /** How far it has come, 0 to 1; null where that is not known. */
  progress: z.number().nullable(),
  result: z.object({ path: z.string() }),
  errors: ['SAVE_ACTIVE', 'FILE_FAILED'],
});

export const saveCalls = jobCalls('save', saveJob);
export const saveEvents = jobEvents('save', saveJob);
