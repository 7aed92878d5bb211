import { z } from 'zod';
import { call, nothing } from './call.ts';
import { eventTableSchema } from './data.ts';
import { quarantineFilterSchema } from './quality.ts';
import { codesOfEngine, codesOfViews } from './reply.ts';

/** How far a table that is being saved has come, 0 to 1; null where that is not known. */
export const saveShareSchema = z.number().nullable();

/** A table that the engine is writing to a file as CSV, for it does not fit through the window. */
export const savingSchema = z.object({
  path: z.string(),
  share: saveShareSchema,
  isCancelling: z.boolean(),
});
export type Saving = z.infer<typeof savingSchema>;

const codesOfSaves = [...codesOfViews, 'SAVE_ACTIVE', 'FILE_FAILED'] as const;

export const saveCalls = {
  /**
   * Asks where, and writes all events of a view there as CSV. Gives the path once they are; how far that is comes as
   * `save:changed`. One table is saved at a time.
   */
  'data:save': call({
    takes: eventTableSchema,
    gives: z.string().nullable(),
    answeredBy: 'app',
    errors: codesOfSaves,
  }),
  /** Asks where, and writes all lines that the filter leaves there as CSV; as `data:save`. */
  'quality:saveQuarantine': call({
    takes: quarantineFilterSchema,
    gives: z.string().nullable(),
    answeredBy: 'app',
    errors: codesOfSaves,
  }),
  /** Cancels what is being saved; one that is being put in place may still finish. */
  'save:cancel': call({ takes: nothing, gives: nothing, answeredBy: 'app', errors: codesOfEngine }),
  /** What is being saved; null where nothing is. For a window that opens later. */
  'save:current': call({ takes: nothing, gives: savingSchema.nullable(), answeredBy: 'app', errors: [] }),
};

export const saveEvents = { 'save:changed': savingSchema.nullable() };
