import { inspect } from 'node:util';
import { EtlError, shownMessage } from '../../shared/errors.ts';
import { visibleLine, visibleText } from '../../shared/format/visible-text.ts';

/**
 * What a failure says to the user: its own sentences, a line each, or, where it is a defect of the product, what to do.
 * @param logPath where the details of a defect are found, if anywhere
 */
export function failureText(error: unknown, logPath: string | null = null): string {
  if (isExpected(error)) {
    // Several faults begin a line each, so that an editor finds their places.
    const isList = error.code === 'INVALID_CONFIG' && error.sentences.length > 1;
    return `${isList ? 'The configuration has several faults:\n' : ''}${shownMessage(error)}`;
  }
  const message = shownMessage(error).replace(/\.$/, '');
  return `Internal error: ${message}. Please report it${logPath === null ? '' : `; details are in ${visibleLine(logPath)}`}.`;
}

/** The stack of a failure and of its causes, on several lines. */
export function stackOf(error: unknown): string {
  return visibleText(inspect(error));
}

/** Whether a failure lies in what the product was given, not in the product. */
export function isExpected(error: unknown): error is EtlError {
  return error instanceof EtlError && error.code !== 'INTERNAL';
}
