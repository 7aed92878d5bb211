import { inspect } from 'node:util';
import { EtlError } from '../../shared/errors.ts';

/**
 * What a failure says to the user: its own sentence, or, where it is a defect of the product, what to do.
 * @param logPath where the details of a defect are found, if anywhere
 */
export function failureText(error: unknown, logPath: string | null = null): string {
  if (isExpected(error)) {
    // Several faults begin a line each, so that an editor finds their places.
    const isList = error.code === 'INVALID_CONFIG' && error.message.includes('\n');
    return isList ? `The configuration has several faults:\n${error.message}` : error.message;
  }
  const message = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
  return `Internal error: ${message}. Please report it${logPath === null ? '' : `; details are in ${logPath}`}.`;
}

/** The stack of a failure and of its causes. */
export function stackOf(error: unknown): string {
  return inspect(error);
}

/** Whether a failure lies in what the product was given, not in the product. */
export function isExpected(error: unknown): error is EtlError {
  return error instanceof EtlError && error.code !== 'INTERNAL';
}
