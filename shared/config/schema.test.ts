import { describe, expect, it } from 'vitest';
import { configKeys, defaultOf } from './config-keys.ts';
import { configSchema, defaultConfig } from './schema.ts';

/** The message a value meets at a key; `null` where it is welcome. */
function verdict(section: string, key: string, value: unknown): string | null {
  const result = configSchema.safeParse({ [section]: { [key]: value } });
  return result.success ? null : (result.error.issues[0]?.message ?? '');
}

describe('defaults', () => {
  it('are those of the design', () => {
    expect(defaultConfig).toMatchObject({
      quality_checks: {
        min_events: 1000,
        max_null_percentage: 0.1,
        null_scope: 'by_event_type',
        required_event_types: ['session_start', 'session_end'],
        max_future_days: 1,
        check_duplicates: true,
        check_future_timestamps: true,
      },
      aggregation: {
        min_dau: 1,
        max_revenue_per_event: 1000,
        timezone: 'UTC',
        active_event_types: ['session_start'],
        purchase_event_type: 'purchase',
        revenue_property: 'price_usd',
        max_calendar_rows: 10_000_000,
      },
      ingest: {
        max_failed_lines: 100,
        max_line_bytes: 16_777_216,
        max_expansion_ratio: 200,
        max_property_columns: 500,
      },
      monitoring: {
        enable_alerts: false,
        alert_webhook_url: null,
        log_level: 'INFO',
        log_file: 'logs/etl_pipeline.log',
      },
      resources: { memory_limit: 'auto', threads: 'auto', temp_directory: null },
      strict_mode: false,
    });
  });

  it('fill whatever is left out, and empty sections', () => {
    const config = configSchema.parse({ quality_checks: { min_events: 5 }, ingest: null });
    expect(config).toEqual({
      ...defaultConfig,
      quality_checks: { ...defaultConfig.quality_checks, min_events: 5 },
    });
  });

  it('are not shared between configurations', () => {
    const config = configSchema.parse({});
    config.aggregation.active_event_types.push('purchase');
    expect(configSchema.parse({}).aggregation.active_event_types).toEqual(['session_start']);
  });
});

describe('values', () => {
  it.each([
    ['quality_checks', 'min_events', [0, 1, 1e9], [-1, 1.5, '5', null, true, Number.POSITIVE_INFINITY]],
    ['quality_checks', 'max_null_percentage', [0, 0.5, 1], [-0.1, 1.01, 10, Number.NaN]],
    ['quality_checks', 'null_scope', ['all_rows', 'by_event_type'], ['rows', null]],
    ['quality_checks', 'required_event_types', [[], ['a', 'b']], ['a', ['a', 'a'], [''], [5], null]],
    ['quality_checks', 'max_future_days', [0, 0.5, 365], [-1, '1', 1e7, Number.POSITIVE_INFINITY]],
    ['quality_checks', 'check_duplicates', [true, false], ['yes', 1]],
    ['aggregation', 'max_revenue_per_event', [0, 9.99], [-0.01, Number.POSITIVE_INFINITY]],
    ['aggregation', 'timezone', ['UTC', 'Europe/Berlin'], ['Mars/Olympus', '+01:00', '', 5]],
    ['aggregation', 'purchase_event_type', ['iap'], ['', 5, null]],
    ['ingest', 'max_failed_lines', [0], [-1]],
    ['ingest', 'max_line_bytes', [1024, 1_073_741_824], [1023, 1_073_741_825]],
    ['ingest', 'max_expansion_ratio', [1, 1_000_000], [0, 1_000_001]],
    ['ingest', 'max_property_columns', [0, 10_000], [-1, 10_001]],
    [
      'monitoring',
      'alert_webhook_url',
      ['https://x.org/a?b', 'http://localhost:80', null],
      ['ftp://x', 'x', ''],
    ],
    ['monitoring', 'log_level', ['DEBUG', 'debug', 'Warning'], ['WARN', null, 3]],
    ['monitoring', 'log_file', ['a.log', null], ['', 5]],
    ['resources', 'memory_limit', ['auto', '500MB', '1.5gb', '2GiB'], ['500', 500, '0MB', '-1GB', '5%', '']],
    ['resources', 'threads', ['auto', 1, 1024], [0, 1025, 1.5, '4', null]],
    ['resources', 'temp_directory', ['/tmp', null], ['', 5]],
  ])('of %s.%s are held to their range', (section, key, welcome, refused) => {
    expect(welcome.map((value) => verdict(section, key, value))).toEqual(welcome.map(() => null));
    for (const value of refused) expect(verdict(section, key, value), String(value)).toMatch(/^must /);
  });

  it('take a log level in any case', () => {
    expect(configSchema.parse({ monitoring: { log_level: 'warning' } }).monitoring.log_level).toBe('WARNING');
  });

  it('tell a share from a percentage', () => {
    expect(verdict('quality_checks', 'max_null_percentage', 10)).toContain('10 percent is 0.1');
  });

  it('need an address where alerts are on', () => {
    expect(verdict('monitoring', 'enable_alerts', true)).toBe('needs an alert_webhook_url to send alerts to');
    const alerts = { enable_alerts: true, alert_webhook_url: 'https://example.org' };
    expect(configSchema.parse({ monitoring: alerts }).monitoring).toMatchObject(alerts);
  });
});

describe('keys', () => {
  it('each have a description of one sentence', () => {
    for (const { path, description } of configKeys)
      expect(description, path.join('.')).toMatch(/^[A-Z][^\n]+\.$/);
  });

  it('each have their default', () => {
    const [section, first] = configKeys;
    expect(section).toMatchObject({ path: ['quality_checks'], isSection: true });
    expect(first && defaultOf(first)).toBe(1000);
    for (const key of configKeys) expect(defaultOf(key), key.path.join('.')).toBeDefined();
  });

  it('unknown ones are refused at every level', () => {
    expect(configSchema.safeParse({ x: 1 }).success).toBe(false);
    expect(configSchema.safeParse({ ingest: { x: 1 } }).success).toBe(false);
  });
});
