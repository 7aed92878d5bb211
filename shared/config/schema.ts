import { z } from 'zod';
import {
  count,
  eventTypes,
  flag,
  integer,
  logLevel,
  memoryLimit,
  number,
  path,
  share,
  text,
  threads,
  timeZone,
  webUrl,
} from './value-types.ts';

/** A mapping of keys; an empty one (`quality_checks:` with nothing under it) means its defaults. */
function section<Shape extends z.ZodRawShape>(description: string, shape: Shape) {
  const mapping = z.strictObject(shape, 'must be a mapping of keys to values');
  return z.preprocess((value) => value ?? {}, mapping).describe(description);
}

const qualityChecks = section('What the data has to satisfy.', {
  min_events: count().default(1000).describe('The fewest cleaned events a run must hold.'),
  max_null_percentage: share()
    .default(0.1)
    .describe('The largest share of nulls a column may have: 0.1 is 10 percent.'),
  null_scope: z
    .enum(['all_rows', 'by_event_type'], 'must be all_rows or by_event_type')
    .default('by_event_type')
    .describe('Rows the share is taken over: all_rows, or by_event_type (types in which the column occurs).'),
  required_event_types: eventTypes()
    .default(['session_start', 'session_end'])
    .describe('Event types that must occur at least once.'),
  // A million days: beyond any use, within any calendar.
  max_future_days: number(0, 1_000_000, 'must be a number of days from 0 to 1000000 (fractions allowed)')
    .default(1)
    .describe('Days a timestamp may lie ahead of now; an event beyond is flagged and counts in no metric.'),
  check_duplicates: flag().default(true).describe('Whether to report events whose event_id came before.'),
  check_future_timestamps: flag().default(true).describe('Whether to report events beyond max_future_days.'),
});

const aggregation = section('How events become metrics.', {
  min_dau: count().default(1).describe('A day with fewer active players than this is marked below_min_dau.'),
  max_revenue_per_event: number(0, Number.MAX_VALUE, 'must be a number, 0 or more')
    .default(1000)
    .describe('A purchase above this amount is an outlier and counts in no revenue metric.'),
  timezone: timeZone()
    .default('UTC')
    .describe('The time zone of calendar days, and of timestamps without an offset (IANA name).'),
  active_event_types: eventTypes()
    .default(['session_start'])
    .describe('Event types that make a player active on a day; [] means any.'),
  purchase_event_type: text('must be an event type, such as purchase')
    .default('purchase')
    .describe('The event type of a purchase.'),
  revenue_property: text('must be the name of a property, such as price_usd')
    .default('price_usd')
    .describe('The property of a purchase that holds its amount.'),
  max_calendar_rows: count()
    .default(10_000_000)
    .describe('More days and days of cohorts than this stop the run: some clock is years off.'),
});

const ingest = section('What is read, and how much damage is tolerated.', {
  max_failed_lines: count().default(100).describe('More rejected lines than this stop the run.'),
  max_line_bytes: integer(1024, 2 ** 30, 'must be a whole number of bytes from 1024 to 1073741824 (1 GiB)')
    .default(2 ** 24)
    .describe('The longest line accepted, in bytes.'),
  max_expansion_ratio: integer(1, 1_000_000, 'must be a whole number from 1 to 1000000')
    .default(200)
    .describe('How many times its size a compressed file may unpack to; 100 MB it always may.'),
  max_property_columns: integer(0, 10_000, 'must be a whole number from 0 to 10000')
    .default(500)
    .describe('Properties that get a column of their own; the rarest beyond go to prop__rest as JSON.'),
});

const monitoring = section('Where a run reports to.', {
  enable_alerts: flag().default(false).describe('Whether to send alerts to alert_webhook_url.'),
  alert_webhook_url: webUrl()
    .nullable()
    .default(null)
    .describe('The http or https address alerts are posted to; null for none.'),
  log_level: logLevel()
    .default('INFO')
    .describe('The least urgent messages to log: DEBUG, INFO, WARNING or ERROR.'),
  log_file: path('must be the path of a file, or null')
    .nullable()
    .default('logs/etl_pipeline.log')
    .describe('The file the log is written to; null for none.'),
});

const resources = section('What a run may use of the machine.', {
  memory_limit: memoryLimit()
    .default('auto')
    .describe('Memory for DuckDB, such as 500MB or 2GiB; auto leaves the choice to the engine.'),
  threads: threads()
    .default('auto')
    .describe('Threads for DuckDB, 1 to 1024; auto leaves the choice to the engine.'),
  temp_directory: path('must be the path of a folder, or null')
    .nullable()
    .default(null)
    .describe('The folder DuckDB spills to when memory is short; null leaves the choice to the engine.'),
});

const strictMode = flag()
  .default(false)
  .describe('Whether a finding of a quality check stops the run before anything is written.');

/** The shape alone, for walking its keys; `configSchema` also judges keys together. */
export const configShape = {
  quality_checks: qualityChecks,
  aggregation,
  ingest,
  monitoring,
  resources,
  strict_mode: strictMode,
};

const alertsWithoutAddress = z.object({
  monitoring: z.object({ enable_alerts: z.literal(true), alert_webhook_url: z.null() }),
});

/**
 * The configuration: snake_case keys, every one optional, unknown ones refused. Descriptions are the comments of
 * `config/etl_config.yaml` and the sentences of the Rules screen.
 */
export const configSchema = z
  .strictObject(configShape, 'must be a mapping of keys to values')
  .refine((config) => !alertsWithoutAddress.safeParse(config).success, {
    path: ['monitoring', 'enable_alerts'],
    error: 'needs an alert_webhook_url to send alerts to',
    params: { comparesKeys: true },
    // Runs beside other faults, so that all are told at once.
    when: () => true,
  });

/** The whole configuration, defaults filled in. */
export type EtlConfig = z.infer<typeof configSchema>;

/** What a run uses where no configuration says otherwise. */
export const defaultConfig: EtlConfig = configSchema.parse({});
