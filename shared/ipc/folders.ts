import { z } from 'zod';

/** `runs` holds a folder for each run; `spill` takes what does not fit the memory while a run goes on. */
export const folderKindSchema = z.enum(['runs', 'spill']);
export type FolderKind = z.infer<typeof folderKindSchema>;

/** Where the app keeps what is big. */
export const foldersSchema = z.object({
  runs: z.object({
    /** Where runs are kept until the app is closed. */
    inUse: z.string(),
    /** Where they are kept from the next start on. */
    next: z.string(),
    isDefault: z.boolean(),
  }),
  /** Null for the folder of the run itself. */
  spill: z.string().nullable(),
});
export type Folders = z.infer<typeof foldersSchema>;
