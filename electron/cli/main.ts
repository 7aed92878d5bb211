#!/usr/bin/env node
import { exitCodes } from './exit-codes.ts';
import { answerSignals } from './signals.ts';

// First of all, and with the rest of the program still unloaded: a signal may come at any time.
answerSignals();
try {
  const { runCommandLine } = await import('./command-line.ts');
  await runCommandLine();
} catch (error) {
  // Node.js would print a stack and exit with 1, which means something else here.
  process.exitCode = exitCodes.badCall;
  process.stderr.write(`error: the program cannot be loaded: ${loadFailure(error)}\n`);
}

function loadFailure(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /EMFILE|ENFILE/.test(message)
    ? 'too many files are open at once; raise the limit (ulimit -n), or close other programs.'
    : `${message.split('\n')[0]}; install it again.`;
}
