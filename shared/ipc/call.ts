import { z } from 'zod';
import type { FailureCode } from './reply.ts';

/** A call of the window, as it is declared: all else that is known of it follows from here. */
type Declaration = {
  /** Checked on arrival. */
  readonly takes: z.ZodType;
  readonly gives: z.ZodType;
  /** `engine`: by the engine, as it stands; `jobs`: by the host of long jobs; for both, no more is to be said of it. */
  readonly answeredBy: 'app' | 'engine' | 'jobs';
  /** The codes of its failures, beside those that any call may have. */
  readonly errors: readonly FailureCode[];
};

/** Declares a call. */
export function call<const Declared extends Declaration>(declared: Declared): Declared {
  return declared;
}

/** What a call takes that takes nothing, or gives that gives nothing. */
export const nothing = z.undefined();
