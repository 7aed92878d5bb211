import { z } from 'zod';
import { call, nothing } from './call.ts';
import { codesOfEngine, type Failure, type FailureCode, failureSchema } from './reply.ts';
import { jobIdSchema, type LogLine, logLineSchema } from './schemas.ts';

/** What happens in a job, in order: started, then progress and log lines, then finished or failed. Times are since 1970. */
export type JobEvent<Begun = unknown, Progress = unknown, Result = unknown> =
  | { type: 'started'; jobId: string; atMs: number; begun: Begun }
  | { type: 'progress'; jobId: string; atMs: number; progress: Progress }
  /** `leftOut`: lines before these that are no longer told; only in what is told to a page that comes later. */
  | { type: 'log'; jobId: string; lines: LogLine[]; leftOut?: number | undefined }
  | { type: 'finished'; jobId: string; atMs: number; result: Result }
  | { type: 'failed'; jobId: string; atMs: number; error: Failure };

/** An event with its number: one more than that of the event before it, so that a page knows whether it missed one. */
export type Told<Event> = { number: number; event: Event };

/** What a job has told so far: enough for a page that comes later to stand where one stands that was there all the time. */
export type SoFar<Event> = {
  /** Of the latest event that is in it; 0 before the first. */
  number: number;
  /** Of the job under way, or of the last one; empty where there was none. */
  events: Event[];
  isCancelling: boolean;
};

/** What the start of a job gives. */
export const startedSchema = z.object({ jobId: jobIdSchema });
export const jobRefSchema = z.strictObject({ jobId: jobIdSchema });

/**
 * Declares a kind of job.
 * @param declared
 *   takes: what the page starts it with;
 *   gives: its id, at once; null where the user thought better of it;
 *   engineTakes: what the app starts it with in the engine;
 *   begun, progress, result: what is told as it starts, goes on and finishes;
 *   errors: the codes with which it does not even start
 */
export function job<
  Takes extends z.ZodType,
  Gives extends z.ZodType<{ jobId: string } | null>,
  EngineTakes extends z.ZodType,
  Begun extends z.ZodType,
  Progress extends z.ZodType,
  Result extends z.ZodType,
  const Code extends FailureCode,
>(declared: {
  takes: Takes;
  gives: Gives;
  engineTakes: EngineTakes;
  begun: Begun;
  progress: Progress;
  result: Result;
  errors: readonly Code[];
}) {
  const { begun, progress, result } = declared;
  const at = { jobId: jobIdSchema, atMs: z.number() };
  const event = z.discriminatedUnion('type', [
    z.object({ type: z.literal('started'), ...at, begun }),
    z.object({ type: z.literal('progress'), ...at, progress }),
    z.object({
      type: z.literal('log'),
      jobId: jobIdSchema,
      lines: z.array(logLineSchema),
      leftOut: z.number().int().optional(),
    }),
    z.object({ type: z.literal('finished'), ...at, result }),
    z.object({ type: z.literal('failed'), ...at, error: failureSchema }),
  ]);
  return { ...declared, event };
}

type AnyJob = {
  takes: z.ZodType;
  gives: z.ZodType;
  event: z.ZodType;
  errors: readonly FailureCode[];
};

const cancelCall = call({ takes: jobRefSchema, gives: nothing, answeredBy: 'jobs', errors: codesOfEngine });

type JobCalls<Kind extends string, Job extends AnyJob> = {
  readonly [Name in `${Kind}:start`]: {
    takes: Job['takes'];
    gives: Job['gives'];
    answeredBy: 'app';
    errors: readonly (Job['errors'][number] | (typeof codesOfEngine)[number])[];
  };
} & { readonly [Name in `${Kind}:cancel`]: typeof cancelCall } & {
  readonly [Name in `${Kind}:current`]: {
    takes: typeof nothing;
    gives: z.ZodType<SoFar<z.infer<Job['event']>>>;
    answeredBy: 'jobs';
    errors: readonly [];
  };
};

/**
 * The calls of a kind of job: `start` returns at once, and the rest arrives as events; `cancel` takes its id, and one that
 * ends just then may still finish; `current` is where the one under way stands, or the last one, for a page that comes later.
 */
export function jobCalls<Kind extends string, Job extends AnyJob>(kind: Kind, declared: Job) {
  const { takes, gives, event, errors } = declared;
  const soFar = z.object({ number: z.number().int(), events: z.array(event), isCancelling: z.boolean() });
  return {
    [`${kind}:start`]: { takes, gives, answeredBy: 'app', errors: [...errors, ...codesOfEngine] },
    [`${kind}:cancel`]: cancelCall,
    [`${kind}:current`]: { takes: nothing, gives: soFar, answeredBy: 'jobs', errors: [] },
  } as unknown as JobCalls<Kind, Job>;
}

/** What the window is told of a kind of job. */
export function jobEvents<Kind extends string, Event extends z.ZodType>(
  kind: Kind,
  { event }: { event: Event },
) {
  const told = z.object({ number: z.number().int(), event });
  return { [`${kind}:events`]: told } as { readonly [Name in `${Kind}:events`]: typeof told };
}
