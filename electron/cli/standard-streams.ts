import { exitCodes } from './exit-codes.ts';

const refusals: Readonly<Record<string, string>> = {
  ENOSPC: 'its disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file grew past the size that may be written here',
  EIO: 'the disk reports an error',
};

let done = '';

/**
 * Writes the result of a command to standard output.
 * @param standing what stands whether or not that can be told, such as `the results stand in out`
 */
export function printResult(text: string, standing = ''): void {
  done = standing;
  process.stdout.write(text);
}

/** From now on a standard stream that cannot be written ends no work that was done: the exit code says it, and a sentence where there is a place for it. */
export function answerStreamErrors(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads the output may stop reading (`| head`): that ends the output, not the run.
    if (error.code === 'EPIPE') return;
    const reason = refusals[error.code ?? ''] ?? error.message;
    process.exitCode = exitCodes.badCall;
    process.stderr.write(
      `error: standard output cannot be written (${reason})${done === '' ? '' : `; ${done}`}.\n`,
    );
  });
  process.stderr.on('error', () => {});
}
