import type { AnsweredBy, Gives, Takes } from '../../../shared/ipc/contract.ts';

/** How the engine answers each call of a domain that the app leaves to it. */
export type Answers<Domain extends string> = {
  readonly [Name in Extract<AnsweredBy<'engine'>, `${Domain}:${string}`>]: (
    value: Takes<Name>,
    /** Fires once nobody waits for the answer any more. */
    signal: AbortSignal,
  ) => Promise<Gives<Name>>;
};
