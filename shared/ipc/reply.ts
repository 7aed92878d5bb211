import { z } from 'zod';
import type { ErrorCode } from '../errors.ts';

/** Failures of the app around the engine, beside those of the engine itself. */
type AppErrorCode =
  /** The engine's process ended while it was needed. */
  | 'ENGINE_STOPPED'
  /** A run is under way already. */
  | 'RUN_ACTIVE'
  /** An export is under way already. */
  | 'EXPORT_ACTIVE'
  /** A table is being saved already. */
  | 'SAVE_ACTIVE'
  /** What was asked for is no longer there. */
  | 'NOT_FOUND'
  /** A file of the user's choice cannot be read or written. */
  | 'FILE_FAILED'
  /** A call carries more than the app takes. */
  | 'TOO_BIG'
  /** The caller is not the app's own window. */
  | 'FORBIDDEN';

const codes = [
  'INVALID_ARGUMENT',
  'INVALID_CONFIG',
  'INVALID_INPUT',
  'OUTPUT_FAILED',
  'OUTPUT_LOCKED',
  'DATA_QUALITY',
  'TOO_MANY_FAILED_LINES',
  'CANCELLED',
  'INTERNAL',
  'ENGINE_STOPPED',
  'RUN_ACTIVE',
  'EXPORT_ACTIVE',
  'SAVE_ACTIVE',
  'NOT_FOUND',
  'FILE_FAILED',
  'TOO_BIG',
  'FORBIDDEN',
] as const satisfies readonly (ErrorCode | AppErrorCode)[];
export type FailureCode = (typeof codes)[number];

/** The codes that any call may fail with. */
export const codesOfAnyCall = ['INVALID_ARGUMENT', 'TOO_BIG', 'FORBIDDEN', 'INTERNAL'] as const;
/** Those besides of a call that the engine has a part in. */
export const codesOfEngine = ['ENGINE_STOPPED', 'CANCELLED'] as const;
/** Those of a question about a finished run: it is gone or damaged, or its answer does not fit the memory or the disk. */
export const codesOfViews = [...codesOfEngine, 'INVALID_INPUT', 'OUTPUT_FAILED'] as const;

/** A failure as it crosses a process line: thrown errors do not survive the way. `detail` holds config faults, say. */
export const failureSchema = z.object({
  code: z.enum(codes),
  /** One sentence with the place and the remedy. */
  message: z.string(),
  detail: z.unknown().optional(),
});
export type Failure = z.infer<typeof failureSchema>;

/** The answer to a call, with the codes that its failures may have. */
export type Reply<Value, Code extends FailureCode = FailureCode> =
  | { ok: true; value: Value }
  | { ok: false; error: Failure & { code: Code } };
