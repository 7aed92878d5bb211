import { z } from 'zod';
import { call, nothing } from './call.ts';

/** `runs` holds a folder for each run; `spill` takes what does not fit the memory while a run goes on. */
const folderKindSchema = z.enum(['runs', 'spill']);
export type FolderKind = z.infer<typeof folderKindSchema>;

/** Where the app keeps what is big. */
const foldersSchema = z.object({
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

export const foldersCalls = {
  'folders:get': call({ takes: nothing, gives: foldersSchema, answeredBy: 'app', errors: [] }),
  /** Asks for a folder; the page cannot name one. Null where the user closed the dialog. */
  'folders:choose': call({
    takes: folderKindSchema,
    gives: foldersSchema.nullable(),
    answeredBy: 'app',
    errors: ['FILE_FAILED'],
  }),
  'folders:reset': call({
    takes: folderKindSchema,
    gives: foldersSchema,
    answeredBy: 'app',
    errors: ['FILE_FAILED'],
  }),
};
