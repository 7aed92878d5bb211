import { z } from 'zod';
import type { CallName, EventName } from './channels.ts';
import {
  dataCountSchema,
  dataFilterSchema,
  dataPageRequestSchema,
  dataPageSchema,
  dataProgressSchema,
  dataRowSchema,
} from './data.ts';
import type { Reply } from './reply.ts';
import { dailyRowSchema, runRefSchema } from './results.ts';
import {
  appInfoSchema,
  configTextSchema,
  datasetSchema,
  fileToSaveSchema,
  finishedRunSchema,
  jobIdSchema,
  menuCommandSchema,
  openedConfigSchema,
  pathSchema,
  runEventSchema,
  runSummarySchema,
  variableNameSchema,
} from './schemas.ts';
import { settingsSchema } from './settings.ts';

const nothing = z.undefined();
const paths = z.array(pathSchema).min(1).max(10_000);
const started = z.object({ jobId: jobIdSchema });

/** Every call: what it takes (checked on arrival) and what it gives. Adding one touches channels, contract, handler. */
export const contract = {
  'app:info': { takes: nothing, gives: appInfoSchema },

  'settings:get': { takes: nothing, gives: settingsSchema },
  /** Changes the settings that are named; gives them all. */
  'settings:set': { takes: settingsSchema.partial(), gives: settingsSchema },

  /** Null where the user closed the dialog, here and below. */
  'dialog:openInputs': { takes: z.enum(['files', 'folder']), gives: z.array(z.string()).nullable() },
  'dialog:openConfig': { takes: nothing, gives: openedConfigSchema.nullable() },
  /** Writes to `path` where the user chose it before, otherwise asks where. Gives the path. */
  'dialog:saveConfig': {
    takes: z.strictObject({ path: pathSchema.nullable(), text: configTextSchema.shape.text }),
    gives: z.string().nullable(),
  },
  'dialog:chooseFolder': { takes: nothing, gives: z.string().nullable() },
  /** Asks where, and writes a table, a chart or a report there. Gives the path. */
  'dialog:saveFile': { takes: fileToSaveSchema, gives: z.string().nullable() },
  /** The values of environment variables that a configuration names; those that are not set are left out. */
  'config:variables': {
    takes: z.array(variableNameSchema).min(1).max(1000),
    gives: z.record(z.string(), z.string()),
  },
  'shell:showItem': { takes: pathSchema, gives: nothing },

  'dataset:inspect': { takes: paths, gives: datasetSchema },

  /** Returns at once; the rest arrives as `run:events`. Without a `config`, the defaults. */
  'run:start': {
    takes: z.strictObject({ inputs: paths, config: configTextSchema.nullable() }),
    gives: started,
  },
  'run:cancel': { takes: z.strictObject({ jobId: jobIdSchema }), gives: nothing },
  /** What the run under way has told so far, without its log; empty where none is. For a window that opens later. */
  'run:current': { takes: nothing, gives: z.array(runEventSchema) },
  /** Finished runs, the latest first. */
  'run:list': { takes: nothing, gives: z.array(runSummarySchema) },
  'run:get': { takes: z.strictObject({ id: jobIdSchema }), gives: finishedRunSchema },

  /** Every day of a run, by date. */
  'daily:metrics': { takes: runRefSchema, gives: z.array(dailyRowSchema) },

  /** A page of the cleaned events. The first of a new order may take seconds: `data:progress` tells how far it is. */
  'data:page': { takes: dataPageRequestSchema, gives: dataPageSchema },
  'data:count': { takes: dataFilterSchema, gives: dataCountSchema },
  /** A whole event, by its place in the file, 0-based. */
  'data:row': {
    takes: runRefSchema.extend({ row: z.number().int().nonnegative() }),
    gives: dataRowSchema,
  },
  'data:progress': { takes: runRefSchema, gives: dataProgressSchema },
} satisfies Record<CallName, { takes: z.ZodType; gives: z.ZodType }>;

/** Every event, with what it carries. */
const events = {
  'run:events': runEventSchema,
  'menu:command': menuCommandSchema,
} satisfies Record<EventName, z.ZodType>;

export type Takes<Name extends CallName> = z.infer<(typeof contract)[Name]['takes']>;
export type Gives<Name extends CallName> = z.infer<(typeof contract)[Name]['gives']>;
export type Carries<Name extends EventName> = z.infer<(typeof events)[Name]>;

type Domain<Name extends string> = Name extends `${infer First}:${string}` ? First : never;
type Action<Name extends string> = Name extends `${string}:${infer Rest}` ? Rest : never;
type Arguments<Value> = Value extends undefined ? [] : [value: Value];

/** `window.api`: each call as `api.domain.action`, each event as `api.on(name, listener)`. */
export type Api = {
  readonly [D in Domain<CallName>]: {
    readonly [A in Action<Extract<CallName, `${D}:${string}`>>]: `${D}:${A}` extends infer Name extends
      CallName
      ? (...value: Arguments<Takes<Name>>) => Promise<Reply<Gives<Name>>>
      : never;
  };
} & {
  /** @returns a function that ends the listening */
  on<Name extends EventName>(name: Name, listener: (value: Carries<Name>) => void): () => void;
  /** The path of a dropped file; empty where it has none. */
  pathOf(file: File): string;
};
