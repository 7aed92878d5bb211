import { CancelledError, EtlError } from '../../shared/errors.ts';
import { exitCodes } from './exit-codes.ts';

const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * Runs `work` with a signal that Ctrl-C (or SIGTERM) fires, and waits until it has cleaned up; a second Ctrl-C ends
 * the process at once.
 * @param onCancel hears of the first
 * @throws CancelledError where `work` failed because of it
 */
export async function cancellable<T>(
  work: (signal: AbortSignal) => Promise<T>,
  onCancel: () => void,
): Promise<T> {
  const controller = new AbortController();
  const cancel = () => {
    if (controller.signal.aborted) process.exit(exitCodes.cancelled);
    onCancel();
    controller.abort(new CancelledError());
  };
  for (const name of signals) process.on(name, cancel);
  try {
    return await work(controller.signal);
  } catch (error) {
    // Streams and the file system have errors of their own for what was aborted.
    if (controller.signal.aborted && !(error instanceof EtlError)) throw new CancelledError();
    throw error;
  } finally {
    for (const name of signals) process.off(name, cancel);
  }
}
