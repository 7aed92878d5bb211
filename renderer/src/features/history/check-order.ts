import type { CheckResult, CheckStatus } from '../../../../shared/quality/check-result.ts';

const gravity: Record<CheckStatus, number> = { skipped: 0, pass: 1, warn: 2, fail: 3, error: 4 };

/** Results with what needs attention first; otherwise as they stand. */
export function gravestFirst(checks: readonly CheckResult[]): CheckResult[] {
  return checks.toSorted((one, other) => gravity[other.status] - gravity[one.status]);
}

/** A check by its id, and its column where it has one a column. */
export function checkName({ id, column }: Pick<CheckResult, 'id' | 'column'>): string {
  return column === null ? id : `${id}: ${column}`;
}
