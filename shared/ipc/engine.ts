import { z } from 'zod';
import { contract } from './contract.ts';
import { failureSchema } from './reply.ts';
import { configTextSchema, jobIdSchema, pathSchema, runEventSchema } from './schemas.ts';
import { settingsSchema } from './settings.ts';

/**
 * What the engine's process is asked for. A call of the window that the engine answers as it stands is named here by
 * its contract; the rest is between the app and the engine.
 */
export const engineContract = {
  'dataset:inspect': contract['dataset:inspect'],
  /** Returns once the configuration is read; the rest arrives as events. */
  'job:start': {
    takes: z.strictObject({
      jobId: jobIdSchema,
      inputs: z.array(pathSchema).min(1),
      config: configTextSchema.nullable(),
      memoryLimit: settingsSchema.shape.memoryLimit,
      threads: settingsSchema.shape.threads,
    }),
    gives: z.undefined(),
  },
  'job:cancel': { takes: z.strictObject({ jobId: jobIdSchema }), gives: z.undefined() },
  'daily:metrics': contract['daily:metrics'],
  'data:page': contract['data:page'],
  'data:count': contract['data:count'],
  'data:row': contract['data:row'],
  'data:progress': contract['data:progress'],
};

export type EngineCall = keyof typeof engineContract;
export type EngineTakes<Name extends EngineCall> = z.infer<(typeof engineContract)[Name]['takes']>;
export type EngineGives<Name extends EngineCall> = z.infer<(typeof engineContract)[Name]['gives']>;
export type EngineSchemas = {
  readonly [Name in EngineCall]: { takes: z.ZodType<EngineTakes<Name>>; gives: z.ZodType<EngineGives<Name>> };
};

/** From the app to the engine. */
export const engineRequestSchema = z.object({
  id: z.number().int(),
  call: z.custom<EngineCall>((name) => typeof name === 'string' && Object.hasOwn(engineContract, name)),
  value: z.unknown(),
});
export type EngineRequest = z.infer<typeof engineRequestSchema>;

/** From the engine to the app. */
export const engineMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('answer'), id: z.number().int(), value: z.unknown() }),
  z.object({ type: z.literal('failure'), id: z.number().int(), error: failureSchema }),
  z.object({ type: z.literal('event'), event: runEventSchema }),
]);
export type EngineMessage = z.infer<typeof engineMessageSchema>;
