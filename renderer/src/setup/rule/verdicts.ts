import type { CheckResult, CheckStatus } from '../../../../shared/quality/check-result.ts';
import { graver, isFinding } from '../../../../shared/quality/gravity.ts';

/** Which check judges by which key. */
const checkOfKey: ReadonlyMap<string, CheckResult['id']> = new Map<string, CheckResult['id']>([
  ['quality_checks.min_events', 'min_events'],
  ['quality_checks.max_null_percentage', 'max_null_percentage'],
  ['quality_checks.required_event_types', 'required_event_types'],
  ['quality_checks.max_future_days', 'future_timestamps'],
  ['quality_checks.check_duplicates', 'duplicate_events'],
  ['aggregation.min_dau', 'min_dau'],
  ['aggregation.max_revenue_per_event', 'revenue_outliers'],
  ['ingest.max_failed_lines', 'failed_lines'],
]);

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
  const id = checkOfKey.get(key);
  const own = results.filter((result) => result.id === id).toSorted(graver);
  const [worst] = own;
  if (worst === undefined) return null;
  const { status, message } = worst;
  const others = isFinding(status) ? own.filter((result) => result.status === status).length - 1 : 0;
  return { status, message, others, share: worst.unit === 'share' ? worst.measured : null };
}
