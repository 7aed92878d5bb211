import type { Failure, Reply } from '../../../shared/ipc/reply.ts';

/** A call to the app that failed. `code` is stable; `message` is a sentence for the user. */
export class CallError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'CallError';
    this.failure = failure;
  }
}

/**
 * Waits for a reply and takes it out of its envelope: `await call(window.api.run.list())`.
 * @throws CallError with what the app says went wrong
 */
export async function call<Value>(reply: Promise<Reply<Value>>): Promise<Value> {
  const answer = await reply;
  if (!answer.ok) throw new CallError(answer.error);
  return answer.value;
}

/**
 * As `call`, for an answer that may no longer be waited for: `ask(signal, (id) => window.api.daily.metrics(run, id))`.
 * Once the signal fires, the app is told.
 */
export async function ask<Value>(
  signal: AbortSignal,
  begin: (askId: string) => Promise<Reply<Value>>,
): Promise<Value> {
  const askId = crypto.randomUUID();
  // What is answered, or gone with the engine, needs no end.
  const abandon = () => void window.api.ask.abandon({ askId }).catch(() => {});
  signal.addEventListener('abort', abandon, { once: true });
  try {
    return await call(begin(askId));
  } finally {
    signal.removeEventListener('abort', abandon);
  }
}

/** An error of any kind as a failure that can be shown. */
export function failureOfCall(error: unknown): Failure {
  if (error instanceof CallError) return error.failure;
  return { code: 'INTERNAL', message: error instanceof Error ? error.message : String(error) };
}
