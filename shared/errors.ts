import { visibleLine } from './format/visible-text.ts';

/** What went wrong, as a stable code: the command line maps it to an exit code, the app to a sentence. */
export type ErrorCode =
  | 'INVALID_ARGUMENT'
  | 'INVALID_CONFIG'
  | 'INVALID_INPUT'
  | 'OUTPUT_FAILED'
  | 'OUTPUT_LOCKED'
  | 'DATA_QUALITY'
  | 'TOO_MANY_FAILED_LINES'
  | 'CANCELLED'
  | 'INTERNAL';

/** One sentence with the place and the remedy, or one for each fault. */
type Message = string | readonly string[];

/** Base of every error the product raises on purpose. */
export class EtlError extends Error {
  readonly code: ErrorCode;
  readonly #sentences: readonly string[];

  constructor(code: ErrorCode, message: Message, options?: { cause?: unknown }) {
    const sentences = typeof message === 'string' ? [message] : message;
    super(sentences.join('\n'), options);
    this.name = new.target.name;
    this.code = code;
    this.#sentences = sentences;
  }

  /** The sentences of `message`. Line feeds between them are ours, any within one is data. */
  get sentences(): readonly string[] {
    return this.#sentences;
  }
}

/** What an error says, fit to be shown: a line for each sentence, whatever names and data stand in it. */
export function shownMessage(error: unknown): string {
  if (error instanceof EtlError) return error.sentences.map(visibleLine).join('\n');
  return visibleLine(error instanceof Error ? error.message : String(error));
}

/** A wrong call: an option that does not exist, a value out of range. */
export class ArgumentError extends EtlError {
  constructor(message: string) {
    super('INVALID_ARGUMENT', message);
  }
}

/** An input that is missing, unreadable, damaged, or changed while it was read. */
export class InputError extends EtlError {
  constructor(message: Message, options?: { cause?: unknown }) {
    super('INVALID_INPUT', message, options);
  }
}

/** The output folder cannot take the results: not a folder, not writable, full. */
export class OutputError extends EtlError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('OUTPUT_FAILED', message, options);
  }
}

/** Another run is writing to the same output folder. */
export class OutputLockedError extends EtlError {
  constructor(message: string) {
    super('OUTPUT_LOCKED', message);
  }
}

/** The data fails a quality check in strict mode, or holds too many rejected lines. Nothing was written. */
export class DataQualityError extends EtlError {
  constructor(message: Message, code: 'DATA_QUALITY' | 'TOO_MANY_FAILED_LINES' = 'DATA_QUALITY') {
    super(code, message);
  }
}

/** More rejected lines than `ingest.max_failed_lines` allows. */
export class TooManyFailedLines extends DataQualityError {
  constructor(message: string) {
    super(message, 'TOO_MANY_FAILED_LINES');
  }
}

/** The caller's AbortSignal fired. */
export class CancelledError extends EtlError {
  /** @param what in the user's words, as in "The export was cancelled" */
  constructor(what = 'run') {
    super('CANCELLED', `The ${what} was cancelled; nothing was written.`);
  }
}

/** The engine contradicts itself (a run that does not add up): a defect of the product, never of the data. */
export class InternalError extends EtlError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('INTERNAL', message, options);
  }
}
