import { z } from 'zod';
import { logLevels } from '../run/logger.ts';
import { parseSize } from './size.ts';

// The kinds of values a configuration holds. Every rule of a kind carries one message that begins with
// "must" and says what is right, whatever is wrong.

/** A whole number from `min` to `max`. */
export function integer(min: number, max: number, message: string) {
  return z.int(message).min(min, message).max(max, message);
}

export function count() {
  return integer(0, Number.MAX_SAFE_INTEGER, 'must be a whole number, 0 or more');
}

/** A number from `min` to `max`, fractions allowed. */
export function number(min: number, max: number, message: string) {
  return z.number(message).min(min, message).max(max, message);
}

const shareMessage = 'must be a share from 0 to 1';

/** A share, as opposed to a percentage. */
export function share() {
  return z
    .number(shareMessage)
    .min(0, shareMessage)
    .max(1, `${shareMessage}, not a percentage: 10 percent is 0.1`);
}

export function flag() {
  return z.boolean('must be true or false');
}

/** Text of one character or more. */
export function text(message: string) {
  return z.string(message).min(1, message);
}

/** The path of a file or folder: text without a NUL, which no system takes. */
export function path(message: string) {
  return text(message).refine((value) => !value.includes('\0'), `${message}, without a NUL character`);
}

/** A list of event types, each named once. */
export function eventTypes() {
  return z
    .array(
      text('must be text, one character or more (a number in quotes)'),
      'must be a list, such as [purchase]',
    )
    .superRefine(
      (types, context) => {
        const seen = new Set<unknown>();
        for (const [index, type] of types.entries()) {
          if (seen.has(type)) {
            context.addIssue({ code: 'custom', path: [index], message: 'must not repeat an event type' });
          }
          seen.add(type);
        }
      },
      // Runs beside other faults in the list, so that all are told at once.
      { when: ({ value }) => Array.isArray(value) },
    );
}

/** DuckDB takes names alone, where Intl also takes offsets such as `+01:00`. */
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

/** The name of a time zone that Intl knows. */
export function timeZone() {
  const message = 'must be the name of a time zone, such as Europe/Berlin';
  return z.string(message).refine(isTimeZone, message);
}

/** `auto` or a size as `parseSize` reads it. */
export function memoryLimit() {
  const message = 'must be auto or a size, such as 500MB or 2GiB';
  return z.string(message).refine((value) => value === 'auto' || parseSize(value) !== null, message);
}

/** `auto` or a number of threads. */
export function threads() {
  const message = 'must be auto or a whole number from 1 to 1024';
  return z.union([z.literal('auto', message), integer(1, 1024, message)], message);
}

export function webUrl() {
  return z.url({ protocol: /^https?$/, hostname: /./, error: 'must be an http or https address, or null' });
}

/** One of the log levels, in any case; upper case once read. */
export function logLevel() {
  return z.preprocess(
    (value) => (typeof value === 'string' ? value.toUpperCase() : value),
    z.enum(logLevels, 'must be DEBUG, INFO, WARNING or ERROR'),
  );
}
