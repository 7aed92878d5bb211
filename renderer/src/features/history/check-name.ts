import { checkDefinition } from '../../../../shared/quality/check-definitions.ts';
import type { StoredCheck } from '../../../../shared/quality/stored-report.ts';

/** A check by its name, and its column where it has one a column. */
export function checkName({ id, column }: Pick<StoredCheck, 'id' | 'column'>): string {
  const { label } = checkDefinition(id);
  return column === null ? label : `${label}: ${column}`;
}
