import { z } from 'zod';
import type { CallName, EventName } from './channels.ts';
import { breakdownRefSchema, cohortBreakdownSchema, cohortMatrixSchema, periodRefSchema } from './cohorts.ts';
import { breakdownRequestSchema, breakdownSchema, daysRefSchema, playersInRangeSchema } from './daily.ts';
import {
  dataCountSchema,
  dataFilterSchema,
  dataPageRequestSchema,
  dataPageSchema,
  dataProgressSchema,
  dataRowSchema,
  eventTableSchema,
} from './data.ts';
import { datasetProgressSchema, inspectionSchema, previewSchema, profileSchema } from './dataset.ts';
import {
  exportEventSchema,
  exportPlanRequestSchema,
  exportPlanSchema,
  exportRequestSchema,
  exportTargetRequestSchema,
  exportTargetSchema,
} from './export.ts';
import { folderKindSchema, foldersSchema } from './folders.ts';
import {
  comparedSchema,
  comparisonSchema,
  historySchema,
  interruptedSchema,
  removedSchema,
  storedRecordSchema,
  trendPointSchema,
} from './history.ts';
import { menuCommandSchema, menuScreensSchema } from './menu.ts';
import {
  distributionsSchema,
  quarantineCountsSchema,
  quarantinedLineRefSchema,
  quarantinedLineSchema,
  quarantineFilterSchema,
  quarantinePageRefSchema,
  quarantinePageSchema,
} from './quality.ts';
import type { Reply } from './reply.ts';
import { dailyRowSchema, runRefSchema } from './results.ts';
import { savingSchema } from './save.ts';
import {
  appInfoSchema,
  askIdSchema,
  configTextSchema,
  datasetSchema,
  fileToSaveSchema,
  finishedRunSchema,
  jobIdSchema,
  openedConfigSchema,
  pathSchema,
  runEventSchema,
  runSummarySchema,
  variableNameSchema,
  variablesSchema,
} from './schemas.ts';
import { settingsSchema } from './settings.ts';
import { soFarSchema, toldSchema } from './told.ts';

const nothing = z.undefined();
const paths = z.array(pathSchema).min(1).max(10_000);
const started = z.object({ jobId: jobIdSchema });

/** Every call: what it takes (checked on arrival) and what it gives. Adding one touches channels, contract, handler. */
export const contract = {
  /** Nobody waits any more for the answer to the call that was given this id: it ends with CANCELLED. */
  'ask:abandon': { takes: z.strictObject({ askId: askIdSchema }), gives: nothing },

  'app:info': { takes: nothing, gives: appInfoSchema },
  /** The page hears: what was to be told it meanwhile is told now. */
  'app:ready': { takes: nothing, gives: nothing },

  'settings:get': { takes: nothing, gives: settingsSchema },
  /** Changes the settings that are named; gives them all. Inputs to remember have to be readable ones. */
  'settings:set': { takes: settingsSchema.partial(), gives: settingsSchema },

  'folders:get': { takes: nothing, gives: foldersSchema },
  /** Asks for a folder; the page cannot name one. */
  'folders:choose': { takes: folderKindSchema, gives: foldersSchema.nullable() },
  'folders:reset': { takes: folderKindSchema, gives: foldersSchema },

  /** The screens that the native menu offers. */
  'menu:screens': { takes: menuScreensSchema, gives: nothing },

  /** Null where the user closed the dialog, here and below. */
  'dialog:openInputs': { takes: z.enum(['files', 'folder']), gives: z.array(z.string()).nullable() },
  'dialog:openConfig': { takes: nothing, gives: openedConfigSchema.nullable() },
  /**
   * Writes to `path` where the user chose it before, otherwise asks where; asks too whether environment variables may be
   * read that no opened file names. Gives the path.
   */
  'dialog:saveConfig': {
    takes: z.strictObject({ path: pathSchema.nullable(), text: configTextSchema.shape.text }),
    gives: z.string().nullable(),
  },
  'dialog:chooseFolder': { takes: nothing, gives: z.string().nullable() },
  /** Asks where, and writes a table, a chart or a report there. Gives the path. */
  'dialog:saveFile': { takes: fileToSaveSchema, gives: z.string().nullable() },
  /** The values of environment variables, of those that a configuration names which the user opened or allowed. */
  'config:variables': { takes: z.array(variableNameSchema).min(1).max(1000), gives: variablesSchema },
  /** Shows a file or folder of the app's own, or of an export, in the file manager. */
  'shell:showItem': { takes: pathSchema, gives: nothing },

  /**
   * The event files behind paths. The paths, here and wherever inputs are named, are those that the user dropped or
   * chose, now or before, or that were found in them: anything else is refused.
   */
  'dataset:inspect': { takes: paths, gives: datasetSchema },
  /** A quick look at the beginnings of files. */
  'dataset:preview': { takes: inspectionSchema, gives: previewSchema },
  /** Reads everything; says how far it is as `dataset:progress`. One at a time: a new one, or a run, cancels it. */
  'dataset:profile': { takes: inspectionSchema, gives: profileSchema },
  'dataset:cancel': { takes: z.strictObject({ jobId: jobIdSchema }), gives: nothing },

  /** Returns at once; the rest arrives as `run:events`. Without a `config`, the defaults. */
  'run:start': {
    takes: z.strictObject({ inputs: paths, config: configTextSchema.nullable() }),
    gives: started,
  },
  'run:cancel': { takes: z.strictObject({ jobId: jobIdSchema }), gives: nothing },
  /** Where the run under way stands, or the last one, with the end of its log. For a page that comes later. */
  'run:current': { takes: nothing, gives: soFarSchema(runEventSchema) },
  /** Finished runs, the latest first. */
  'run:list': { takes: nothing, gives: z.array(runSummarySchema) },
  'run:get': { takes: z.strictObject({ id: jobIdSchema }), gives: finishedRunSchema },

  /** Every day of a run, by date. */
  'daily:metrics': { takes: runRefSchema, gives: z.array(dailyRowSchema) },
  /** A daily figure by event type or by a property: the top values, the others as one, and no value. */
  'daily:breakdown': { takes: breakdownRequestSchema, gives: breakdownSchema },
  /** Distinct active players over a range of days. */
  'daily:players': { takes: daysRefSchema, gives: playersInRangeSchema },

  /** Where the last export went; null where there was none. */
  'export:lastFolder': { takes: nothing, gives: z.string().nullable() },
  'export:plan': { takes: exportPlanRequestSchema, gives: exportPlanSchema },
  /** The folder, here and below, is one that was chosen in a dialog, or the last one. */
  'export:target': { takes: exportTargetRequestSchema, gives: exportTargetSchema },
  /** Returns at once; the rest arrives as `export:events`. */
  'export:start': { takes: exportRequestSchema, gives: started },
  'export:cancel': { takes: z.strictObject({ jobId: jobIdSchema }), gives: nothing },
  /** Where the export under way stands, or the last one. For a page that comes later. */
  'export:current': { takes: nothing, gives: soFarSchema(exportEventSchema) },
  /** Deletes a run of whatever outcome: its folder, its record and its log. */
  'run:delete': { takes: z.strictObject({ id: jobIdSchema }), gives: nothing },
  /** Every run that is over, and the size of their store. */
  'history:list': { takes: nothing, gives: historySchema },
  /** The latest finished runs, the oldest of them first. */
  'history:trends': { takes: nothing, gives: z.array(trendPointSchema) },
  /** With what a run was started; null where nothing is known of that. */
  'history:record': { takes: z.strictObject({ id: jobIdSchema }), gives: storedRecordSchema.nullable() },
  /** Figures of two finished runs, side by side. */
  'history:compare': { takes: comparedSchema, gives: comparisonSchema },
  /** A page of the lines a run put aside, in input order. */
  'quality:quarantine': { takes: quarantinePageRefSchema, gives: quarantinePageSchema },
  'quality:quarantinedLine': { takes: quarantinedLineRefSchema, gives: quarantinedLineSchema },
  'quality:quarantineCounts': { takes: runRefSchema, gives: quarantineCountsSchema },
  'quality:distributions': { takes: runRefSchema, gives: distributionsSchema },
  /** Asks where, and writes all lines that the filter leaves there as CSV; as `data:save`. */
  'quality:saveQuarantine': { takes: quarantineFilterSchema, gives: z.string().nullable() },
  /** Cohorts by day, week or month. */
  'cohorts:matrix': { takes: periodRefSchema, gives: cohortMatrixSchema },
  /** The same, pooled, for the groups of players that a property makes. */
  'cohorts:breakdown': { takes: breakdownRefSchema, gives: cohortBreakdownSchema },

  /** A page of the cleaned events. The first of a new order may take seconds: `data:progress` tells how far it is. */
  'data:page': { takes: dataPageRequestSchema, gives: dataPageSchema },
  'data:count': { takes: dataFilterSchema, gives: dataCountSchema },
  /** A whole event, by its place in the file, 0-based. */
  'data:row': {
    takes: runRefSchema.extend({ row: z.number().int().nonnegative() }),
    gives: dataRowSchema,
  },
  'data:progress': { takes: runRefSchema, gives: dataProgressSchema },
  /**
   * Asks where, and writes all events of a view there as CSV. Gives the path once they are; how far that is comes as
   * `save:changed`. One table is saved at a time.
   */
  'data:save': { takes: eventTableSchema, gives: z.string().nullable() },
  /** Cancels what is being saved; one that is being put in place may still finish. */
  'save:cancel': { takes: nothing, gives: nothing },
  /** What is being saved; null where nothing is. For a window that opens later. */
  'save:current': { takes: nothing, gives: savingSchema.nullable() },
} satisfies Record<CallName, { takes: z.ZodType; gives: z.ZodType }>;

/** Every event, with what it carries. */
const events = {
  'run:events': toldSchema(runEventSchema),
  'menu:command': menuCommandSchema,
  'dataset:progress': datasetProgressSchema,
  'export:events': toldSchema(exportEventSchema),
  'history:removed': removedSchema,
  'history:interrupted': interruptedSchema,
  'save:changed': savingSchema.nullable(),
} satisfies Record<EventName, z.ZodType>;

export type Takes<Name extends CallName> = z.infer<(typeof contract)[Name]['takes']>;
export type Gives<Name extends CallName> = z.infer<(typeof contract)[Name]['gives']>;
export type Carries<Name extends EventName> = z.infer<(typeof events)[Name]>;

type Domain<Name extends string> = Name extends `${infer First}:${string}` ? First : never;
type Action<Name extends string> = Name extends `${string}:${infer Rest}` ? Rest : never;
type Arguments<Value> = [Value] extends [undefined] ? [] : [value: Value, askId?: string];

/**
 * `window.api`: each call as `api.domain.action`, each event as `api.on(name, listener)`. A call that takes something may
 * be given an id besides, by which it can be abandoned.
 */
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
  /** The path of a dropped file, which may be read from then on; empty where it has none. */
  pathOf(file: File): Promise<string>;
};
