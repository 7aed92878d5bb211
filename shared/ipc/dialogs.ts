import { z } from 'zod';
import { call, nothing } from './call.ts';
import {
  configTextSchema,
  fileToSaveSchema,
  openedConfigSchema,
  pathSchema,
  variableNameSchema,
  variablesSchema,
} from './schemas.ts';

/** What the user chooses, reads and writes in native dialogs. Null where they closed one. */
export const dialogCalls = {
  'dialog:openInputs': call({
    takes: z.enum(['files', 'folder']),
    gives: z.array(z.string()).nullable(),
    answeredBy: 'app',
    errors: [],
  }),
  'dialog:openConfig': call({
    takes: nothing,
    gives: openedConfigSchema.nullable(),
    answeredBy: 'app',
    errors: ['FILE_FAILED'],
  }),
  /**
   * Writes to `path` where the user chose it before, otherwise asks where; asks too whether environment variables may be
   * read that no opened file names. Gives the path.
   */
  'dialog:saveConfig': call({
    takes: z.strictObject({ path: pathSchema.nullable(), text: configTextSchema.shape.text }),
    gives: z.string().nullable(),
    answeredBy: 'app',
    errors: ['FILE_FAILED'],
  }),
  'dialog:chooseFolder': call({
    takes: nothing,
    gives: z.string().nullable(),
    answeredBy: 'app',
    errors: [],
  }),
  /** Asks where, and writes a table, a chart or a report there. Gives the path. */
  'dialog:saveFile': call({
    takes: fileToSaveSchema,
    gives: z.string().nullable(),
    answeredBy: 'app',
    errors: ['FILE_FAILED'],
  }),
  /** The values of environment variables, of those that a configuration names which the user opened or allowed. */
  'config:variables': call({
    takes: z.array(variableNameSchema).min(1).max(1000),
    gives: variablesSchema,
    answeredBy: 'app',
    errors: [],
  }),
  /** Shows a file or folder of the app's own, or of an export, in the file manager. */
  'shell:showItem': call({ takes: pathSchema, gives: nothing, answeredBy: 'app', errors: ['NOT_FOUND'] }),
};
