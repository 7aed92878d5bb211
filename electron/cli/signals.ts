import { exitCodes } from './exit-codes.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

// Before there is work to give up, nothing needs tidying.
let answer = (): void => {
  process.stderr.write('error: Cancelled; nothing was written.\n');
  quit(exitCodes.cancelled);
};

/** Ends the process as cancelled where it is told to stop, be it before all of it is loaded. */
export function answerSignals(): void {
  for (const name of signals) process.on(name, () => answer());
}

/** From now on a signal calls this instead. */
export function onSignal(action: () => void): void {
  answer = action;
}

/** Ends the process at once. Where a disk that does not answer keeps it from that, the next signal is not asked. */
export function quit(exitCode: number): never {
  for (const name of signals) process.removeAllListeners(name);
  process.exit(exitCode);
}
