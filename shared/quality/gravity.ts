import type { CheckResult, CheckStatus } from './check-result.ts';

const gravity: Record<CheckStatus, number> = { skipped: 0, pass: 1, warn: 2, fail: 3, error: 4 };

/** Orders results: the gravest first, of those the one with the largest figure. */
export function graver(
  a: Pick<CheckResult, 'status' | 'measured'>,
  b: Pick<CheckResult, 'status' | 'measured'>,
): number {
  return gravity[b.status] - gravity[a.status] || (b.measured ?? -1) - (a.measured ?? -1);
}

/** Whether a result is something to look at: neither passed nor skipped. */
export function isFinding(status: CheckStatus): boolean {
  return gravity[status] > gravity.pass;
}
