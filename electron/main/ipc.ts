import { ipcMain, type WebContents, type WebFrameMain } from 'electron';
import type { z } from 'zod';
import { type CallName, callNames, droppedChannel, type EventName } from '../../shared/ipc/channels.ts';
import { type Carries, contract, type Gives, type Takes } from '../../shared/ipc/contract.ts';
import { weighCall } from '../../shared/ipc/payload.ts';
import type { Reply } from '../../shared/ipc/reply.ts';
import { pathSchema } from '../../shared/ipc/schemas.ts';
import { AppError, failureOf } from './app-error.ts';
import { isOwnAddress } from './origin.ts';

/** How the app answers each call of the window. Folders of `handlers/` answer a domain each. */
export type Handlers = {
  readonly [Name in CallName]: (value: Takes<Name>) => Gives<Name> | Promise<Gives<Name>>;
};

const schemas: { readonly [Name in CallName]: { takes: z.ZodType<Takes<Name>> } } = contract;

/** As many faults of an argument as anyone reads. */
const maxReasons = 20;
const maxReasonsLength = 10_000;

/** Answers the window's calls. The only user of `ipcMain`. */
export function answerCalls(handlers: Handlers): void {
  for (const name of callNames) {
    ipcMain.handle(name, async ({ senderFrame }, value: unknown): Promise<Reply<unknown>> => {
      try {
        assertOwnPage(senderFrame);
        return { ok: true, value: await answer(handlers, name, value) };
      } catch (error) {
        return { ok: false, error: failureOf(error) };
      }
    });
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

async function answer<Name extends CallName>(handlers: Handlers, name: Name, value: unknown) {
  const { failure } = weighCall(name, value);
  if (failure !== null) throw new AppError(failure);
  const taken = schemas[name].takes.safeParse(value);
  if (!taken.success) {
    const reasons = taken.error.issues.map(({ path, message }) => `${[name, ...path].join('.')}: ${message}`);
    throw new AppError({
      code: 'INVALID_ARGUMENT',
      message: reasons.slice(0, maxReasons).join('\n').slice(0, maxReasonsLength),
    });
  }
  return handlers[name](taken.data);
}

/** 17 of the security checklist: only the top frame of the app's own page is heard. */
function assertOwnPage(frame: WebFrameMain | null): void {
  if (frame === null || frame.parent !== null || !isOwnAddress(frame.url))
    throw new AppError({ code: 'FORBIDDEN', message: 'This page may not call the app.' });
}
