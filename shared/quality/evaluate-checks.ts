import type { EtlConfig } from '../config/schema.ts';
import { formatCount, formatNumber, formatShare } from '../format/number.ts';
import type { CheckId, CheckResult, CheckStatus } from './check-result.ts';
import type { Measured, Tail } from './measured.ts';
import type { StoredMeasured } from './stored-report.ts';

const secondsPerDay = 86_400;

/**
 * Judges what was measured by the thresholds of a config: pure, so that a moved threshold re-judges a finished run at
 * once. Lenient findings are `warn`; in strict mode they are `fail`. `skipped`: switched off, nothing to judge, or not
 * measured by the version that made the run.
 * @param said what messages call the names of a config
 * @returns one result a check, and one a column for `max_null_percentage`, in a fixed order.
 */
export function evaluateChecks(
  measured: StoredMeasured,
  config: EtlConfig,
  said: (name: string) => string = (name) => name,
): CheckResult[] {
  const finding: CheckStatus = config.strict_mode ? 'fail' : 'warn';
  const judge = (passes: boolean): CheckStatus => (passes ? 'pass' : finding);
  const checks = config.quality_checks;
  const { events, columns, rejected, duplicates: copies, future, revenue, daily_active } = measured;
  const { event_types, event_types_complete, missing_event_types } = measured;
  const types =
    event_types && event_types_complete !== undefined && missing_event_types
      ? { event_types, event_types_complete, missing_event_types }
      : undefined;
  return [
    rejected ? failedLines({ rejected }, config) : unmeasured('failed_lines'),
    events === undefined
      ? unmeasured('min_events')
      : {
          ...blank,
          id: 'min_events',
          status: judge(events >= checks.min_events),
          measured: events,
          threshold: checks.min_events,
          unit: 'events',
          message: `${formatCount(events, 'event')}; at least ${formatNumber(checks.min_events)} expected.`,
        },
    types ? requiredEventTypes(types, config, judge, said) : unmeasured('required_event_types'),
    copies ? duplicates({ duplicates: copies }, config, judge) : unmeasured('duplicate_events'),
    future ? futureTimestamps({ future }, config, judge) : unmeasured('future_timestamps'),
    ...(columns ? nullShares({ columns }, config, judge) : [unmeasured('max_null_percentage')]),
    revenue ? revenueOutliers({ revenue }, config, judge, said) : unmeasured('revenue_outliers'),
    daily_active ? minDau({ daily_active }, config, judge) : unmeasured('min_dau'),
  ];
}

function unmeasured(id: CheckId): CheckResult {
  const message = 'Not measured by the version of the app that made this run.';
  return { ...blank, id, status: 'skipped', measured: null, threshold: null, unit: '', message };
}

type Judge = (passes: boolean) => CheckStatus;
type Said = (name: string) => string;
const blank = { column: null, samples: [] } satisfies Partial<CheckResult>;

function failedLines({ rejected }: Pick<Measured, 'rejected'>, config: EtlConfig): CheckResult {
  const threshold = config.ingest.max_failed_lines;
  return {
    ...blank,
    id: 'failed_lines',
    // Too many of them stop a run in either mode: there is no lenient way past this limit.
    status: rejected.count <= threshold ? 'pass' : 'fail',
    measured: rejected.count,
    threshold,
    unit: 'lines',
    message: `${formatCount(rejected.count, 'line')} rejected; at most ${formatNumber(threshold)} allowed.`,
    samples: rejected.samples,
  };
}

type Types = Pick<Measured, 'event_types' | 'event_types_complete' | 'missing_event_types'>;

function requiredEventTypes(measured: Types, config: EtlConfig, judge: Judge, said: Said): CheckResult {
  const required = config.quality_checks.required_event_types;
  // Types that are required only since the run can be told from the types it counted.
  const seen = new Set(measured.event_types.map(({ event_type }) => event_type));
  const missing = required.filter(
    (type) =>
      !seen.has(type) && (measured.event_types_complete || measured.missing_event_types.includes(type)),
  );
  return {
    ...blank,
    id: 'required_event_types',
    status: required.length === 0 ? 'skipped' : judge(missing.length === 0),
    measured: missing.length,
    threshold: 0,
    unit: 'missing types',
    message:
      required.length === 0
        ? 'No event type is required.'
        : missing.length === 0
          ? `All required event types occur: ${required.map(said).join(', ')}.`
          : `No event of the required type ${missing.map(said).join(', ')}.`,
  };
}

function duplicates(measured: Pick<Measured, 'duplicates'>, config: EtlConfig, judge: Judge): CheckResult {
  const { count, samples } = measured.duplicates;
  return {
    ...blank,
    id: 'duplicate_events',
    status: config.quality_checks.check_duplicates ? judge(count === 0) : 'skipped',
    measured: count,
    threshold: 0,
    unit: 'events',
    message: `${formatCount(count, 'event')} removed because an earlier one has the same event_id.`,
    samples,
  };
}

function futureTimestamps(measured: Pick<Measured, 'future'>, config: EtlConfig, judge: Judge): CheckResult {
  const days = config.quality_checks.max_future_days;
  const { seconds_ahead, samples } = measured.future;
  const beyond = countBeyond(seconds_ahead, (seconds) => seconds > days * secondsPerDay);
  return {
    ...blank,
    id: 'future_timestamps',
    status: config.quality_checks.check_future_timestamps ? judge(beyond.count === 0) : 'skipped',
    measured: beyond.count,
    threshold: 0,
    unit: 'events',
    message: `${beyond.atLeast}${formatCount(beyond.count, 'event')} dated more than ${formatCount(days, 'day')} ahead.`,
    samples,
  };
}

function nullShares(measured: Pick<Measured, 'columns'>, config: EtlConfig, judge: Judge): CheckResult[] {
  const { max_null_percentage: threshold, null_scope } = config.quality_checks;
  return measured.columns.map((column) => {
    const everywhere = null_scope === 'all_rows';
    const nulls = everywhere ? column.nulls_all_rows : column.nulls_by_event_type;
    const rows = everywhere ? column.rows_all : column.rows_by_event_type;
    const where = everywhere ? 'all events' : 'the events of types that have it';
    const share = rows === 0 ? null : nulls / rows;
    return {
      id: 'max_null_percentage',
      column: column.column,
      status: share === null ? 'skipped' : judge(share <= threshold),
      measured: share,
      threshold,
      unit: 'share',
      message:
        share === null
          ? `${column.column} holds no value in any event.`
          : `${column.column} is null in ${formatShare(share)} of ${where} (${formatNumber(nulls)} of ${formatNumber(rows)}); at most ${formatShare(threshold)} allowed.`,
      samples: column.samples,
    };
  });
}

function revenueOutliers(
  measured: Pick<Measured, 'revenue'>,
  config: EtlConfig,
  judge: Judge,
  said: Said,
): CheckResult {
  const limit = config.aggregation.max_revenue_per_event;
  const { amounts, samples } = measured.revenue;
  const beyond = amounts && countBeyond(amounts, (amount) => amount > limit);
  return {
    ...blank,
    id: 'revenue_outliers',
    status: beyond ? judge(beyond.count === 0) : 'skipped',
    measured: beyond ? beyond.count : null,
    threshold: 0,
    unit: 'purchases',
    message: beyond
      ? `${beyond.atLeast}${formatCount(beyond.count, 'purchase')} above ${formatNumber(limit)}; left out of revenue.`
      : `No ${said(config.aggregation.purchase_event_type)} event carries ${said(config.aggregation.revenue_property)} as a number.`,
    samples,
  };
}

function minDau(measured: Pick<Measured, 'daily_active'>, config: EtlConfig, judge: Judge): CheckResult {
  const threshold = config.aggregation.min_dau;
  const below = countBeyond(measured.daily_active, (dau) => dau < threshold);
  const lowest = measured.daily_active.values[0]?.value ?? null;
  return {
    ...blank,
    id: 'min_dau',
    status: lowest === null ? 'skipped' : judge(below.count === 0),
    measured: lowest,
    threshold,
    unit: 'players',
    message:
      lowest === null
        ? 'No complete day to judge.'
        : `${below.atLeast}${formatCount(below.count, 'complete day')} below ${formatCount(threshold, 'active player')}; the lowest has ${formatNumber(lowest)}.`,
  };
}

/** How many values lie beyond a threshold; `atLeast` is `At least ` where the tail ends before the threshold does. */
function countBeyond(tail: Tail, isBeyond: (value: number) => boolean): { count: number; atLeast: string } {
  const beyond = tail.values.filter(({ value }) => isBeyond(value));
  const count = beyond.reduce((sum, { count: events }) => sum + events, 0);
  return { count, atLeast: !tail.complete && beyond.length === tail.values.length ? 'At least ' : '' };
}
