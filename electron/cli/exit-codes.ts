import { type ErrorCode, EtlError } from '../../shared/errors.ts';

/** What the process tells its caller. */
export const exitCodes = { done: 0, qualityFailed: 1, badCall: 2, internal: 3, cancelled: 130 } as const;

const byError: Readonly<Record<ErrorCode, number>> = {
  INVALID_ARGUMENT: exitCodes.badCall,
  INVALID_CONFIG: exitCodes.badCall,
  INVALID_INPUT: exitCodes.badCall,
  OUTPUT_FAILED: exitCodes.badCall,
  OUTPUT_LOCKED: exitCodes.badCall,
  DATA_QUALITY: exitCodes.qualityFailed,
  TOO_MANY_FAILED_LINES: exitCodes.qualityFailed,
  CANCELLED: exitCodes.cancelled,
  INTERNAL: exitCodes.internal,
};

/** The exit code of a failure; whatever was not raised on purpose is internal. */
export function exitCodeOf(error: unknown): number {
  return error instanceof EtlError ? byError[error.code] : exitCodes.internal;
}
