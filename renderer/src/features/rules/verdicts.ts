import type { CheckResult, CheckStatus } from '../../../../shared/quality/check-result.ts';

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

const gravity: Record<CheckStatus, number> = { skipped: 0, pass: 1, warn: 2, fail: 3, error: 4 };

/** What a key's check says; `others` counts further results as grave as the one that is told. */
export type Verdict = {
  readonly status: CheckStatus;
  readonly message: string;
  readonly others: number;
  /** The largest share measured, for a check of shares; null otherwise. */
  readonly share: number | null;
};

/** Orders results: the gravest first, of those the one with the largest figure. */
export function graver(a: CheckResult, b: CheckResult): number {
  return gravity[b.status] - gravity[a.status] || (b.measured ?? -1) - (a.measured ?? -1);
}

/** The verdict on a key: the gravest result of its check, the one furthest off first; null where none judges by it. */
export function verdictOf(key: string, results: readonly CheckResult[]): Verdict | null {
  const id = checkOfKey.get(key);
  const own = results.filter((result) => result.id === id).toSorted(graver);
  const [worst] = own;
  if (worst === undefined) return null;
  const { status, message } = worst;
  const isFinding = gravity[status] > gravity.pass;
  const others = isFinding ? own.filter((result) => result.status === status).length - 1 : 0;
  return { status, message, others, share: worst.unit === 'share' ? worst.measured : null };
}
