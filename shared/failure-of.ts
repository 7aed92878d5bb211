import { ConfigError } from './config/config-error.ts';
import { EtlError, shownMessage } from './errors.ts';
import type { Failure } from './ipc/reply.ts';

/** An error that says itself what is told of it. */
export class ToldError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, options?: { cause?: unknown }) {
    super(failure.message, options);
    this.name = new.target.name;
    this.failure = failure;
  }
}

/** An error as a value that crosses a process line. Faults of a configuration come along as `detail`. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ToldError) return error.failure;
  if (error instanceof ConfigError)
    return {
      code: error.code,
      message: shownMessage(error),
      detail: error.issues.map((issue) => ({ ...issue })),
    };
  if (error instanceof EtlError) return { code: error.code, message: shownMessage(error) };
  return {
    code: 'INTERNAL',
    message: `Internal error: ${shownMessage(error).replace(/\.$/, '')}. Please report it.`,
  };
}
