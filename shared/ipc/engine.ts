import { z } from 'zod';
import { nothing } from './call.ts';
import { type AnsweredBy, contract } from './contract.ts';
import { exportPlanRequestSchema, exportPlanSchema } from './export.ts';
import { jobRefSchema } from './job.ts';
import { jobKinds } from './jobs.ts';
import { failureSchema } from './reply.ts';
import { runRefSchema } from './results.ts';
import { jobIdSchema } from './schemas.ts';
import { resourcesShape, settingsSchema } from './settings.ts';

/** What the app alone asks the engine for. */
const ownContract = {
  'dataset:discover': contract['dataset:discover'],
  'export:target': contract['export:target'],
  'export:plan': { takes: exportPlanRequestSchema.extend(resourcesShape), gives: exportPlanSchema },
  /**
   * Returns once the job has begun; the rest arrives as events. `start` is what its kind takes. @throws where it cannot
   * even begin
   */
  'job:start': {
    takes: z.strictObject({ kind: z.enum(jobKinds), jobId: jobIdSchema, start: z.unknown() }),
    gives: nothing,
  },
  'job:cancel': { takes: jobRefSchema, gives: nothing },
  /** Lets go of a finished run, because its folder is going away. */
  'run:release': { takes: runRefSchema, gives: nothing },
  /** Ends what a killed run has left half-done in its folder, unless a run is writing there. */
  'run:tidy': { takes: runRefSchema, gives: z.object({ isInUse: z.boolean() }) },
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
  /** What happens in a job, as its kind tells it. */
  z.object({ type: z.literal('job'), kind: z.enum(jobKinds), event: z.unknown() }),
]);
export type EngineMessage = z.infer<typeof engineMessageSchema>;
