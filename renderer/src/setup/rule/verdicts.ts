import { checkDefinition } from '../../../../shared/quality/check-definitions.ts';
import type { CheckResult, CheckStatus } from '../../../../shared/quality/check-result.ts';
import { graver, isFinding } from '../../../../shared/quality/gravity.ts';

/** What a key's check says; `others` counts further results as grave as the one that is told. */
export type Verdict = {
  readonly status: CheckStatus;
  readonly message: string;
  readonly others: number;
  /** The largest share measured, for a check of shares; null otherwise. */
  readonly share: number | null;
};

/** The verdict on a key: the gravest result of its check, the one furthest off first; null where none judges by it. */
export function verdictOf(key: string, results: readonly CheckResult[]): Verdict | null {
  const own = results.filter(({ id }) => checkDefinition(id).keys.includes(key)).toSorted(graver);
  const [worst] = own;
  if (worst === undefined) return null;
  const { status, message } = worst;
  const others = isFinding(status) ? own.filter((result) => result.status === status).length - 1 : 0;
  return { status, message, others, share: worst.unit === 'share' ? worst.measured : null };
}
