import type { CallName } from './contract.ts';
import type { Failure } from './reply.ts';

const mebibyte = 2 ** 20;

/** What a call may carry: thousands of paths and a configuration have room in it. */
const maxCallBytes = 8 * mebibyte;
/** A table, a chart or a report that the window made. */
const maxFileBytes = 32 * mebibyte;
/** What calls that are not answered yet may carry together. */
export const maxPendingBytes = 64 * mebibyte;

/** What a value takes beside its text, roughly: a number, the place of a string or object in another. */
const bytesPerValue = 64;

/** How big a call is, in bytes, roughly; or why it is refused. */
export type Weighed = { bytes: number; failure: null } | { bytes: null; failure: Failure };

/**
 * Weighs what a call carries, before anything else looks at it: so far only as to see that it is too big. Takes data
 * alone: plain objects, arrays, text, numbers, bytes.
 */
export function weighCall(name: CallName, value: unknown): Weighed {
  const limit = name === 'dialog:saveFile' ? maxFileBytes : maxCallBytes;
  const waiting = [value];
  let bytes = 0;
  while (waiting.length > 0) {
    const next = waiting.pop();
    bytes += bytesPerValue;
    if (typeof next === 'string') bytes += next.length;
    else if (next instanceof Uint8Array) bytes += next.byteLength;
    else if (Array.isArray(next)) {
      // Before they are taken up: a list may be longer than memory.
      if (bytes + next.length * bytesPerValue > limit) return tooBig(name, limit);
      for (const item of next) waiting.push(item);
    } else if (isPlain(next)) {
      for (const key of Object.keys(next)) {
        bytes += key.length;
        waiting.push(next[key]);
      }
    } else if (!isSimple(next)) return noData(name);
    if (bytes > limit) return tooBig(name, limit);
  }
  return { bytes, failure: null };
}

/** Why a call is not made while others carry too much. */
export function tooMuchPending(name: CallName): Failure {
  return {
    code: 'TOO_BIG',
    message: `${name}: the calls under way carry more than ${maxPendingBytes / mebibyte} MiB together. Wait for their answers.`,
  };
}

function tooBig(name: CallName, limit: number): Weighed {
  const message = `${name}: carries more than ${limit / mebibyte} MiB, which is more than the app takes at once.`;
  return { bytes: null, failure: { code: 'TOO_BIG', message } };
}

function noData(name: CallName): Weighed {
  const message = `${name}: carries something that is no data: a function, a date or the like.`;
  return { bytes: null, failure: { code: 'INVALID_ARGUMENT', message } };
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isSimple(value: unknown): boolean {
  return value === null || ['undefined', 'boolean', 'number'].includes(typeof value);
}
