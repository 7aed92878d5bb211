import { CommanderError } from 'commander';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { failureText } from './failure-text.ts';
import { createProgram } from './program.ts';
import { answerStreamErrors } from './standard-streams.ts';

/** Does what the arguments of the process say; how that ended is the exit code. */
export async function runCommandLine(): Promise<void> {
  answerStreamErrors();
  // Node.js would print a stack and exit with 1, which means something else here.
  process.on('uncaughtException', (error) => {
    report(error);
    process.exit(exitCodes.internal);
  });
  try {
    await createProgram().parseAsync();
  } catch (error) {
    // Commander has printed its message; help and version come this way too, with code 0.
    if (error instanceof CommanderError)
      process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.badCall;
    else report(error);
  }
}

function report(error: unknown): void {
  process.exitCode = exitCodeOf(error);
  process.stderr.write(`error: ${failureText(error)}\n`);
}
