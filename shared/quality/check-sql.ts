import type { RunUnderRules } from './check.ts';
import { checks, isCheckId } from './checks.ts';

/**
 * The statement that measures a check from a run's own files; undefined where nothing would be read: no type is required,
 * no column can hold an amount, the check is none of this version. @param column where it has a verdict a column
 */
export function checkSql(id: string, run: RunUnderRules, column?: string): string | undefined {
  return isCheckId(id) ? checks[id].sql(run, column) : undefined;
}
