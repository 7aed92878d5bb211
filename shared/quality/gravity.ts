import type { CheckStatus } from './check-result.ts';

const gravity: Record<CheckStatus, number> = { skipped: 0, pass: 1, warn: 2, fail: 3, error: 4 };
const known: ReadonlyMap<string, number> = new Map(Object.entries(gravity));

type Graded = { readonly status: string; readonly measured: number | null };

/** A status of another version is something to look at. */
function gravityOf(status: string): number {
  return known.get(status) ?? gravity.warn;
}

/** Orders results: the gravest first, of those the one with the largest figure. */
export function graver(a: Graded, b: Graded): number {
  return gravityOf(b.status) - gravityOf(a.status) || (b.measured ?? -1) - (a.measured ?? -1);
}

/** Whether a result is something to look at: neither passed nor skipped. */
export function isFinding(status: string): boolean {
  return gravityOf(status) > gravity.pass;
}
