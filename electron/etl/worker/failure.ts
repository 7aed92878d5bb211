import { ConfigError } from '../../../shared/config/config-error.ts';
import { EtlError, shownMessage } from '../../../shared/errors.ts';
import type { Failure } from '../../../shared/ipc/reply.ts';

/** An error as a value that crosses a process line. Faults of a configuration come along as `detail`. */
export function failureOf(error: unknown): Failure {
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
