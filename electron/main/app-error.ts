import type { Failure } from '../../shared/ipc/reply.ts';

/** A failure that a handler raises on purpose; it reaches the window as it is. */
export class AppError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, options?: { cause?: unknown }) {
    super(failure.message, options);
    this.name = 'AppError';
    this.failure = failure;
  }
}

/** What the window is told of an error. */
export function failureOf(error: unknown): Failure {
  if (error instanceof AppError) return error.failure;
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'INTERNAL', message: `Internal error: ${message.replace(/\.$/, '')}. Please report it.` };
}
