import { z } from 'zod';

/** Tables that are saved whole as CSV by the engine, for they do not fit through the window. */
const savedTables = ['events', 'quarantine'] as const;

/** How far a table that is being saved has come, 0 to 1; null where that is not known. */
export const saveShareSchema = z.number().nullable();

/** The table that is being saved, and to where. */
export const savingSchema = z.object({
  table: z.enum(savedTables),
  path: z.string(),
  share: saveShareSchema,
  isCancelling: z.boolean(),
});
export type Saving = z.infer<typeof savingSchema>;
