import { CancelledError } from '../../shared/errors.ts';

/** What a fired signal means to those who wait: the error it was fired with, where that is one of ours. */
export function cancelled(signal: AbortSignal): CancelledError {
  return signal.reason instanceof CancelledError ? signal.reason : new CancelledError();
}

/**
 * Waits for a promise until a signal fires. The promise itself goes on for others.
 * @throws CancelledError as soon as the signal fires
 */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let give = () => {};
  const aborted = new Promise<never>((_, reject) => {
    give = () => reject(cancelled(signal));
  });
  if (signal.aborted) give();
  else signal.addEventListener('abort', give, { once: true });
  try {
    return await Promise.race([aborted, promise]);
  } finally {
    signal.removeEventListener('abort', give);
  }
}
