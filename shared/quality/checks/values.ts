import { z } from 'zod';
import { formatCount, formatNumber, formatShare } from '../../format/number.ts';
import { amountOf, contextOf, isPurchase } from '../../metrics/metric-context.ts';
import { numericProperty } from '../../metrics/numeric-property.ts';
import { quoteText } from '../../sql/quote.ts';
import { check } from '../check.ts';
import { countBeyond, countSchema, sampleRowSchema, samples, tail, tailSchema } from '../measurement.ts';
import { eventsFile, nullShareSql, secondsAheadSql } from '../run-sql.ts';

const secondsPerDay = 86_400;
const sampleRows = z.array(sampleRowSchema);

/** What is measured of the values of events. */
export const valuesMeasured = {
  /** Per column: nulls over all rows, and over the rows of event types in which the column ever occurs. */
  columns: z.array(
    z.object({
      column: z.string(),
      nulls_all_rows: countSchema,
      rows_all: countSchema,
      nulls_by_event_type: countSchema,
      rows_by_event_type: countSchema,
      samples: sampleRows,
    }),
  ),
  /** Seconds by which timestamps lie after "now", largest first; only those that do. */
  future: z.object({ seconds_ahead: tailSchema, samples: sampleRows }),
  /** Amounts of purchase events, largest first; null where the revenue property never holds a number. */
  revenue: z.object({
    amounts: tailSchema.nullable().transform((amounts) => (amounts?.total === 0 ? null : amounts)),
    samples: sampleRows,
  }),
};

/** The checks of the values that events hold. */
export const values = {
  future_timestamps: check({
    label: 'Future timestamps',
    unit: 'events',
    meaning:
      'Events dated further ahead of the run than allowed. They stay, flagged, and count in no metric.',
    formula: 'count where timestamp > now + quality_checks.max_future_days = 0',
    keys: ['quality_checks.max_future_days', 'quality_checks.check_future_timestamps'],
    passes: 'at most',
    judges: ['future'],
    measures: ({ now }) => ({
      future: {
        seconds_ahead: tail(secondsAheadSql(now), `cleaned WHERE timestamp > ${now}`, 'DESC'),
        samples: samples('is_future', "'is dated ' || timestamp::VARCHAR"),
      },
    }),
    judge: ({ future }, { quality_checks: { max_future_days: days, check_future_timestamps } }) => {
      const beyond = countBeyond(future.seconds_ahead, (seconds) => seconds > days * secondsPerDay);
      return {
        passes: check_future_timestamps ? beyond.count === 0 : null,
        measured: beyond.count,
        threshold: 0,
        message: `${beyond.atLeast}${formatCount(beyond.count, 'event')} dated more than ${formatCount(days, 'day')} ahead.`,
        samples: future.samples,
      };
    },
    sql: ({ manifest, config: { quality_checks } }) =>
      quality_checks.max_future_days === undefined
        ? undefined
        : `SELECT count(*) FROM ${eventsFile}
WHERE ${secondsAheadSql(`TIMESTAMPTZ ${quoteText(manifest.as_of)}`)} > ${quality_checks.max_future_days} * 86400`,
  }),
  max_null_percentage: check({
    label: 'Null share',
    unit: 'share',
    meaning: 'Per column, the share of events without a value.',
    formula: 'nulls / events in quality_checks.null_scope <= quality_checks.max_null_percentage',
    keys: ['quality_checks.max_null_percentage', 'quality_checks.null_scope'],
    passes: 'at most',
    isByColumn: true,
    judges: ['columns'],
    judge: ({ columns }, { quality_checks: { max_null_percentage: threshold, null_scope } }) =>
      columns.map((of) => {
        const everywhere = null_scope === 'all_rows';
        const nulls = everywhere ? of.nulls_all_rows : of.nulls_by_event_type;
        const rows = everywhere ? of.rows_all : of.rows_by_event_type;
        const where = everywhere ? 'all events' : 'the events of types that have it';
        const share = rows === 0 ? null : nulls / rows;
        return {
          column: of.column,
          passes: share === null ? null : share <= threshold,
          measured: share,
          threshold,
          message:
            share === null
              ? `${of.column} holds no value in any event.`
              : `${of.column} is null in ${formatShare(share)} of ${where} (${formatNumber(nulls)} of ${formatNumber(rows)}); at most ${formatShare(threshold)} allowed.`,
          samples: of.samples,
        };
      }),
    sql: ({ config: { quality_checks } }, column) =>
      column === undefined || quality_checks.null_scope === undefined
        ? undefined
        : nullShareSql(column, quality_checks.null_scope),
  }),
  revenue_outliers: check({
    label: 'Revenue outliers',
    unit: 'purchases',
    meaning: 'Purchases of a larger amount than allowed. They stay, flagged, and count in no revenue metric.',
    formula: 'count where amount > aggregation.max_revenue_per_event = 0',
    keys: ['aggregation.max_revenue_per_event'],
    passes: 'at most',
    judges: ['revenue'],
    measures: ({ config: { aggregation }, columns }) => {
      const { revenue_property, max_revenue_per_event } = aggregation;
      const amount = numericProperty(columns, revenue_property);
      if (amount === null) return { revenue: { amounts: null, samples: [] } };
      const detail = `${quoteText(`${revenue_property} is `)} || (${amount})::VARCHAR || ${quoteText(`, above ${max_revenue_per_event}`)}`;
      return {
        revenue: {
          amounts: tail(amount, `cleaned WHERE ${isPurchase(aggregation)} AND ${amount} IS NOT NULL`, 'DESC'),
          samples: samples('is_revenue_outlier', detail),
        },
      };
    },
    judge: ({ revenue: { amounts, samples: rows } }, { aggregation }, said) => {
      const limit = aggregation.max_revenue_per_event;
      const beyond = amounts && countBeyond(amounts, (amount) => amount > limit);
      return {
        passes: beyond === null ? null : beyond.count === 0,
        measured: beyond?.count ?? null,
        threshold: 0,
        message: beyond
          ? `${beyond.atLeast}${formatCount(beyond.count, 'purchase')} above ${formatNumber(limit)}; left out of revenue.`
          : `No ${said(aggregation.purchase_event_type)} event carries ${said(aggregation.revenue_property)} as a number.`,
        samples: rows,
      };
    },
    sql: ({ manifest, config: { aggregation } }) => {
      // What counts as a purchase was settled by the run; only the limit has moved since.
      const context = contextOf(manifest);
      const amount = amountOf(context);
      return amount === null || aggregation.max_revenue_per_event === undefined
        ? undefined
        : `SELECT count(*) FROM ${eventsFile}
WHERE ${isPurchase(context.aggregation)}
  AND ${amount} > ${aggregation.max_revenue_per_event}`;
    },
  }),
};
