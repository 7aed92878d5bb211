import { amountOf, contextOf, isCountedPurchase } from '../../../../shared/metrics/metric-context.ts';
import { exactDecimal } from '../../../../shared/metrics/numeric-property.ts';
import { quoteIdentifier } from '../../../../shared/sql/quote.ts';
import { oncePerRun } from '../once-per-run.ts';

/**
 * A table of the purchases that count as revenue: mostly a small part of the events. Its columns are `event_date`, the
 * exact `amount` (null where a purchase has none), and those one can break down by.
 */
export const purchases = oncePerRun(async ({ database, manifest, columns }) => {
  const context = contextOf(manifest);
  const amount = exactDecimal(amountOf(context) ?? 'NULL::DOUBLE');
  const by = ['event_type', ...columns.properties.map(({ column }) => column)].map(quoteIdentifier);
  await database.run(
    `CREATE OR REPLACE TEMP TABLE purchases AS
     SELECT event_date, ${amount} AS amount, ${by.join(', ')}
     FROM events WHERE ${isCountedPurchase(context.aggregation)}`,
  );
  return 'purchases';
});
