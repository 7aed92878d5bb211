import { z } from 'zod';
import { type AnsweredBy, contract } from './contract.ts';
import { eventTableSchema } from './data.ts';
import { datasetProgressSchema, inspectionSchema, profileSchema } from './dataset.ts';
import {
  exportEventSchema,
  exportPlanRequestSchema,
  exportPlanSchema,
  exportRequestSchema,
} from './export.ts';
import { quarantineFilterSchema } from './quality.ts';
import { failureSchema } from './reply.ts';
import { runRefSchema } from './results.ts';
import { saveShareSchema } from './save.ts';
import { configTextSchema, jobIdSchema, pathSchema, runEventSchema, variablesSchema } from './schemas.ts';
import { settingsSchema } from './settings.ts';

/** What the engine may use of the machine. */
const resources = {
  memoryLimit: settingsSchema.shape.memoryLimit,
  threads: settingsSchema.shape.threads,
};

/** The file that a table is to be written to: a new one, which the app puts in its place. */
const saveTarget = { jobId: jobIdSchema, target: pathSchema };

/** What the app alone asks the engine for. */
const ownContract = {
  'dataset:inspect': contract['dataset:inspect'],
  'dataset:preview': contract['dataset:preview'],
  'dataset:profile': {
    takes: inspectionSchema.extend({
      memoryLimit: settingsSchema.shape.memoryLimit,
      threads: settingsSchema.shape.threads,
    }),
    gives: profileSchema,
  },
  /** Returns once the configuration is read; the rest arrives as events. */
  'job:start': {
    takes: z.strictObject({
      jobId: jobIdSchema,
      inputs: z.array(pathSchema).min(1),
      config: configTextSchema.nullable(),
      /** What the configuration may take from the environment. */
      environment: variablesSchema,
      ...resources,
      spillFolder: pathSchema.nullable(),
    }),
    gives: z.undefined(),
  },
  'job:cancel': { takes: z.strictObject({ jobId: jobIdSchema }), gives: z.undefined() },
  'export:target': contract['export:target'],
  'export:plan': { takes: exportPlanRequestSchema.extend(resources), gives: exportPlanSchema },
  /** Returns at once; the rest arrives as events. */
  'export:start': {
    takes: exportRequestSchema.extend({ jobId: jobIdSchema, ...resources }),
    gives: z.undefined(),
  },
  'export:cancel': { takes: z.strictObject({ jobId: jobIdSchema }), gives: z.undefined() },
  /** Lets go of a finished run, because its folder is going away. */
  'run:release': { takes: runRefSchema, gives: z.undefined() },
  /** Ends what a killed run has left half-done in its folder, unless a run is writing there. */
  'run:tidy': { takes: runRefSchema, gives: z.object({ isInUse: z.boolean() }) },
  'quality:saveQuarantine': { takes: quarantineFilterSchema.extend(saveTarget), gives: z.undefined() },
  /** Returns once everything is written; how far it is arrives as messages. */
  'data:save': { takes: eventTableSchema.extend({ ...saveTarget, ...resources }), gives: z.undefined() },
  'save:cancel': { takes: z.strictObject({ jobId: jobIdSchema }), gives: z.undefined() },
};

type EngineContract = Pick<typeof contract, AnsweredBy<'engine'>> & typeof ownContract;

/** What the engine's process is asked for: calls of the window that it answers as they stand, and what the app asks for. */
export const engineContract = {
  ...Object.fromEntries(Object.entries(contract).filter(([, { answeredBy }]) => answeredBy === 'engine')),
  ...ownContract,
} as EngineContract;

export type EngineCall = keyof EngineContract;
export type EngineTakes<Name extends EngineCall> = z.infer<EngineContract[Name]['takes']>;
export type EngineGives<Name extends EngineCall> = z.infer<EngineContract[Name]['gives']>;
export type EngineSchemas = {
  readonly [Name in EngineCall]: { takes: z.ZodType<EngineTakes<Name>>; gives: z.ZodType<EngineGives<Name>> };
};

const askId = z.number().int();

/** From the app to the engine: a call, that nobody waits for the answer to one any more, or what memory it has in all. */
export const engineRequestSchema = z.union([
  z.object({
    id: askId,
    call: z.custom<EngineCall>((name) => typeof name === 'string' && Object.hasOwn(engineContract, name)),
    value: z.unknown(),
  }),
  z.object({ abandoned: askId }),
  z.object({ memoryLimit: settingsSchema.shape.memoryLimit }),
]);
export type EngineRequest = z.infer<typeof engineRequestSchema>;

/** From the engine to the app. */
export const engineMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('answer'), id: askId, value: z.unknown() }),
  z.object({ type: z.literal('failure'), id: askId, error: failureSchema }),
  z.object({ type: z.literal('event'), event: runEventSchema }),
  datasetProgressSchema.extend({ type: z.literal('dataset-progress') }),
  z.object({ type: z.literal('export'), event: exportEventSchema }),
  z.object({ type: z.literal('save-progress'), jobId: jobIdSchema, share: saveShareSchema }),
]);
export type EngineMessage = z.infer<typeof engineMessageSchema>;
