import type { EtlConfig } from '../config/schema.ts';
import type { Manifest } from '../run/manifest.ts';
import { quoteText, quoteTextList } from '../sql/quote.ts';
import { numericProperty } from './numeric-property.ts';
import { type PropertyColumns, propertyTypes } from './property-columns.ts';

/** What a metric's SQL depends on beside the events: the configuration and the columns of a run, and its last complete day. */
export type MetricContext = {
  readonly aggregation: EtlConfig['aggregation'];
  readonly columns: PropertyColumns;
  /** `YYYY-MM-DD`; null where no event counts. */
  readonly lastCompleteDate: string | null;
};

/** The context of a finished run. */
export function contextOf({ config, properties, rest_keys, calendar }: Manifest): MetricContext {
  return {
    aggregation: config.aggregation,
    columns: {
      properties: properties.map(({ key, column, type }) => ({
        key,
        column,
        // Every type that is not known is read as text.
        type: propertyTypes.find((known) => known === type) ?? 'VARCHAR',
      })),
      restKeys: rest_keys,
    },
    lastCompleteDate: calendar?.last_complete_date ?? null,
  };
}

/** Whether an event makes its player active, as a condition on the cleaned events. */
export function isActive({ active_event_types: types }: EtlConfig['aggregation']): string {
  return types.length === 0 ? 'true' : `event_type IN ${quoteTextList(types)}`;
}

/** Whether an event is a purchase, an outlier or not. */
export function isPurchase({ purchase_event_type }: EtlConfig['aggregation']): string {
  return `event_type = ${quoteText(purchase_event_type)}`;
}

/** Whether an event is a purchase that counts as revenue, with an amount or without: no revenue outlier. */
export function isCountedPurchase(aggregation: EtlConfig['aggregation']): string {
  return `${isPurchase(aggregation)} AND NOT is_revenue_outlier`;
}

/** The amount of a purchase as a DOUBLE expression; null where no event can hold one. */
export function amountOf({ aggregation, columns }: MetricContext): string | null {
  return numericProperty(columns, aggregation.revenue_property);
}

/** A date as a SQL literal. */
export function dateLiteral(date: string | null): string {
  return date === null ? 'NULL::DATE' : `DATE '${date}'`;
}
