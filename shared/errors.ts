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

/** Base of every error the product raises on purpose. `message` is one sentence with the place and the remedy. */
export class EtlError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** A wrong call: an option that does not exist, a value out of range. */
export class ArgumentError extends EtlError {
  constructor(message: string) {
    super('INVALID_ARGUMENT', message);
  }
}

/** An input that is missing, unreadable, damaged, or changed while it was read. */
export class InputError extends EtlError {
  constructor(message: string, options?: { cause?: unknown }) {
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
  constructor(message: string, code: 'DATA_QUALITY' | 'TOO_MANY_FAILED_LINES' = 'DATA_QUALITY') {
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
  constructor(what: 'run' | 'export' | 'save' | 'question' = 'run') {
    super('CANCELLED', `The ${what} was cancelled; nothing was written.`);
  }
}

/** The engine contradicts itself (a run that does not add up): a defect of the product, never of the data. */
export class InternalError extends EtlError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('INTERNAL', message, options);
  }
}
