import { CancelledError, EtlError } from '../../shared/errors.ts';
import { exitCodes } from './exit-codes.ts';
import { onSignal, quit } from './signals.ts';

/**
 * Runs `work` with a signal that Ctrl-C (or SIGTERM, or the end of the terminal) fires, and waits until it has cleaned up;
 * a second Ctrl-C ends the process at once. Once the work is done a signal cuts short only what is told of it.
 * @param onCancel hears of the first
 * @throws CancelledError where `work` failed because of it
 */
export async function cancellable<T>(
  work: (signal: AbortSignal) => Promise<T>,
  onCancel: () => void,
): Promise<T> {
  const controller = new AbortController();
  onSignal(() => {
    if (controller.signal.aborted) quit(exitCodes.cancelled);
    onCancel();
    controller.abort(new CancelledError());
  });
  try {
    return await work(controller.signal);
  } catch (error) {
    // Streams and the file system have errors of their own for what was aborted.
    if (controller.signal.aborted && !(error instanceof EtlError)) throw new CancelledError();
    throw error;
  } finally {
    onSignal(() => quit(Number(process.exitCode ?? exitCodes.done)));
  }
}
