import { z } from 'zod';

/** How far a table that is being saved has come, 0 to 1; null where that is not known. */
export const saveShareSchema = z.number().nullable();

/** A table that the engine is writing to a file as CSV, for it does not fit through the window. */
export const savingSchema = z.object({
  path: z.string(),
  share: saveShareSchema,
  isCancelling: z.boolean(),
});
export type Saving = z.infer<typeof savingSchema>;
