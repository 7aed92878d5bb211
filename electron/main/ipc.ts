import { ipcMain, type WebContents, type WebFrameMain } from 'electron';
import type { z } from 'zod';
import { failureOf } from '../../shared/failure-of.ts';
import {
  type AnsweredBy,
  type CallName,
  type Carries,
  callNames,
  codesOf,
  contract,
  type EventName,
  type Gives,
  isAnsweredByJobs,
  isEngineAnswered,
  type Takes,
} from '../../shared/ipc/contract.ts';
import { droppedChannel } from '../../shared/ipc/dropped.ts';
import { weighCall } from '../../shared/ipc/payload.ts';
import type { Failure, Reply } from '../../shared/ipc/reply.ts';
import { askIdSchema, pathSchema } from '../../shared/ipc/schemas.ts';
import { AppError } from './app-error.ts';
import { Asks } from './asks.ts';
import { isOwnAddress } from './origin.ts';

const abandonName = 'ask:abandon';
type HandledName = Exclude<AnsweredBy<'app'>, typeof abandonName>;

/** How the app answers each call that the engine does not. Files of `handlers/` answer a domain each. */
export type Handlers = {
  readonly [Name in HandledName]: (
    value: Takes<Name>,
    /** Fires once nobody waits for the answer any more. */
    signal: AbortSignal,
  ) => Gives<Name> | Promise<Gives<Name>>;
};

const schemas: { readonly [Name in CallName]: { takes: z.ZodType<Takes<Name>> } } = contract;

/** As many faults of an argument as anyone reads. */
const maxReasons = 20;
const maxReasonsLength = 10_000;

/** Who answers what no handler does. What they are given has been checked. */
export type Others = {
  engine: (name: AnsweredBy<'engine'>, value: unknown, signal: AbortSignal) => Promise<unknown>;
  jobs: (name: AnsweredBy<'jobs'>, value: unknown) => Promise<unknown>;
};

/** Answers the window's calls. The only user of `ipcMain`. */
export function answerCalls(handlers: Handlers, others: Others): void {
  const asks = new Asks();
  for (const name of callNames) {
    ipcMain.handle(
      name,
      async ({ sender, senderFrame }, value: unknown, id: unknown): Promise<Reply<unknown>> => {
        try {
          assertOwnPage(senderFrame);
          if (name === abandonName) {
            asks.abandon(sender, taken(name, value).askId);
            return { ok: true, value: undefined };
          }
          // An id that is none of ours names nothing.
          const { data: askId } = askIdSchema.safeParse(id);
          const given = await asks.during(sender, askId, async (signal) => {
            if (isEngineAnswered(name)) return others.engine(name, taken(name, value), signal);
            if (isAnsweredByJobs(name)) return others.jobs(name, taken(name, value));
            return answer(handlers, name, value, signal);
          });
          return { ok: true, value: given };
        } catch (error) {
          return { ok: false, error: declared(name, failureOf(error)) };
        }
      },
    );
  }
}

/** Hears the path of each file that the user drops on the window: from the preload, never from the page. */
export function hearDrops(hear: (path: string) => void): void {
  ipcMain.handle(droppedChannel, ({ senderFrame }, path: unknown) => {
    assertOwnPage(senderFrame);
    hear(pathSchema.parse(path));
  });
}

/** Tells a window something. */
export function tell<Name extends EventName>(contents: WebContents, name: Name, value: Carries<Name>): void {
  if (!contents.isDestroyed()) contents.send(name, value);
}

async function answer<Name extends HandledName>(
  handlers: Handlers,
  name: Name,
  value: unknown,
  signal: AbortSignal,
) {
  return handlers[name](taken(name, value), signal);
}

/** A failure of a code that its call does not declare is a defect; its sentence is told all the same. */
function declared(name: CallName, failure: Failure): Failure {
  return codesOf(name).has(failure.code) ? failure : { ...failure, code: 'INTERNAL' };
}

/** @throws AppError where a call does not take it, or it weighs too much */
function taken<Name extends CallName>(name: Name, value: unknown): Takes<Name> {
  const { failure } = weighCall(name, value);
  if (failure !== null) throw new AppError(failure);
  const { success, data, error } = schemas[name].takes.safeParse(value);
  if (success) return data;
  const reasons = error.issues.map(({ path, message }) => `${[name, ...path].join('.')}: ${message}`);
  throw new AppError({
    code: 'INVALID_ARGUMENT',
    message: reasons.slice(0, maxReasons).join('\n').slice(0, maxReasonsLength),
  });
}

/** 17 of the security checklist: only the top frame of the app's own page is heard. */
function assertOwnPage(frame: WebFrameMain | null): void {
  if (frame === null || frame.parent !== null || !isOwnAddress(frame.url))
    throw new AppError({ code: 'FORBIDDEN', message: 'This page may not call the app.' });
}
