/** The keys of `config/etl_config.yaml` that change a number; the full configuration fits this type. */
export interface ReferenceConfig {
  readonly quality_checks: {
    /** Days of 24 hours after "now" from which an event is future. */
    readonly max_future_days: number;
  };
  readonly aggregation: {
    readonly min_dau: number;
    readonly max_revenue_per_event: number;
    /** IANA name of the reporting time zone. */
    readonly timezone: string;
    /** Empty: an event of any type is an active event. */
    readonly active_event_types: readonly string[];
    readonly purchase_event_type: string;
    readonly revenue_property: string;
  };
  readonly ingest: {
    readonly max_line_bytes: number;
    readonly max_property_columns: number;
  };
}

/** The defaults of pipeline.md, section "Configuration". */
export const defaultReferenceConfig: ReferenceConfig = {
  quality_checks: { max_future_days: 1 },
  aggregation: {
    min_dau: 1,
    max_revenue_per_event: 1000,
    timezone: 'UTC',
    active_event_types: ['session_start'],
    purchase_event_type: 'purchase',
    revenue_property: 'price_usd',
  },
  ingest: { max_line_bytes: 16_777_216, max_property_columns: 500 },
};
