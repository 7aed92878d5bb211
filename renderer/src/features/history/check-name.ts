import { checkDefinition } from '../../../../shared/quality/check-definitions.ts';
import type { CheckResult } from '../../../../shared/quality/check-result.ts';

/** A check by its name, and its column where it has one a column. */
export function checkName({ id, column }: Pick<CheckResult, 'id' | 'column'>): string {
  const { label } = checkDefinition(id);
  return column === null ? label : `${label}: ${column}`;
}
