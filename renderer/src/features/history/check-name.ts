import type { CheckResult } from '../../../../shared/quality/check-result.ts';

/** A check by its id, and its column where it has one a column. */
export function checkName({ id, column }: Pick<CheckResult, 'id' | 'column'>): string {
  return column === null ? id : `${id}: ${column}`;
}
