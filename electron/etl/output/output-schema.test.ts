import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cohortColumns } from '../../../shared/metrics/cohort-metrics.ts';
import { dailyColumns } from '../../../shared/metrics/daily-metrics.ts';
import type { MetricDefinition } from '../../../shared/metrics/definitions.ts';
import { quoteText } from '../../../shared/sql/quote.ts';
import { openDuckDb } from '../../../test/kit/databases.ts';
import { eventLine, linesOf } from '../../../test/kit/event-lines.ts';
import { runOver } from '../../../test/kit/runs.ts';

// Charts, exports and other people's notebooks depend on names, order and types: none of these may go or change.

const events = (properties: readonly string[]) => [
  'event_id VARCHAR',
  'player_id VARCHAR',
  'session_id VARCHAR',
  'event_type VARCHAR',
  'timestamp TIMESTAMP WITH TIME ZONE',
  'event_date DATE',
  'event_hour TINYINT',
  'day_of_week TINYINT',
  'is_future BOOLEAN',
  'is_revenue_outlier BOOLEAN',
  ...properties,
  'source_file VARCHAR',
  'source_line BIGINT',
];

const releasedDaily = [
  'event_date DATE',
  'is_complete BOOLEAN',
  'below_min_dau BOOLEAN',
  'dau BIGINT',
  'wau BIGINT',
  'mau BIGINT',
  'stickiness DOUBLE',
  'new_players BIGINT',
  'returning_players BIGINT',
  'resurrected_players BIGINT',
  'dormant_players BIGINT',
  'total_events BIGINT',
  'total_sessions BIGINT',
  'sessions_per_user DOUBLE',
  'avg_session_duration DOUBLE',
  'avg_session_span DOUBLE',
  'total_levels_played DOUBLE',
  'total_purchases BIGINT',
  'total_revenue DOUBLE',
  'paying_users BIGINT',
  'revenue_outliers BIGINT',
  'outlier_revenue DOUBLE',
  'arpu DOUBLE',
  'arppu DOUBLE',
  'conversion_rate DOUBLE',
];

const releasedCohorts = [
  'cohort_date DATE',
  'day_number BIGINT',
  'cohort_size BIGINT',
  'active_players BIGINT',
  'retained_players BIGINT',
  'retention_rate DOUBLE',
  'rolling_retention_rate DOUBLE',
  'is_complete BOOLEAN',
  'cumulative_revenue DOUBLE',
  'ltv DOUBLE',
];

function defined(columns: readonly MetricDefinition[]): string[] {
  return columns.map(({ column, type }) => `${column} ${type}`);
}

async function schemasOf(lines: readonly string[]) {
  const { output } = await runOver({ 'e.jsonl': linesOf(lines) });
  const duckdb = await openDuckDb();
  const describeColumns = async (name: string) => {
    const rows = await duckdb.runAndReadAll(
      `DESCRIBE SELECT * FROM read_parquet(${quoteText(join(output, name))})`,
    );
    return rows.getRowsJS().map(([column, type]) => `${column} ${type}`);
  };
  return {
    events: await describeColumns('events_cleaned.parquet'),
    daily: await describeColumns('daily_metrics.parquet'),
    cohorts: await describeColumns('retention_cohorts.parquet'),
  };
}

const end = { event_type: 'session_end', session_id: 's1' };
const purchase = (amount: unknown) => ({ event_type: 'purchase', properties: { price_usd: amount } });
const full = [
  eventLine({ event_id: 'e1', session_id: 's1' }),
  eventLine({ event_id: 'e2', ...end, properties: { session_duration: 60, levels_played: 3 } }),
  eventLine({ event_id: 'e3', ...purchase(4.99) }),
  eventLine({ event_id: 'e4', ...purchase(5000) }),
];

describe('the schema of the output files', () => {
  it.each([
    [
      'with every metric present',
      full,
      ['prop_levels_played BIGINT', 'prop_price_usd DOUBLE', 'prop_session_duration BIGINT'],
    ],
    [
      'where no event has a property',
      [eventLine({ event_id: 'e1' }), eventLine({ event_id: 'e2', ...end })],
      [],
    ],
    [
      'where amounts are texts',
      [
        eventLine({ event_id: 'e1' }),
        eventLine({ event_id: 'e2', ...purchase('4.99') }),
        eventLine({ event_id: 'e3', ...purchase(true) }),
      ],
      ['prop_price_usd VARCHAR'],
    ],
    [
      'where amounts are integers',
      [eventLine({ event_id: 'e1' }), eventLine({ event_id: 'e2', ...purchase(5) })],
      ['prop_price_usd BIGINT'],
    ],
    [
      'where amounts are booleans',
      [eventLine({ event_id: 'e1' }), eventLine({ event_id: 'e2', ...purchase(true) })],
      ['prop_price_usd BOOLEAN'],
    ],
    [
      'where no player is ever active',
      [eventLine({ event_id: 'e1', ...purchase(5) })],
      ['prop_price_usd BIGINT'],
    ],
    ['where every event is future', [eventLine({ event_id: 'e1', timestamp: '9999-01-01T00:00:00Z' })], []],
    ['where no line is an event', ['{"broken"'], []],
  ])('is the same %s', async (_, lines, properties) => {
    const schemas = await schemasOf(lines);
    expect(schemas.events).toEqual(events(properties));
    expect(schemas.daily).toEqual(defined(dailyColumns));
    expect(schemas.cohorts).toEqual(defined(cohortColumns));
    expect(schemas.daily.filter((column) => releasedDaily.includes(column))).toEqual(releasedDaily);
    expect(schemas.cohorts.filter((column) => releasedCohorts.includes(column))).toEqual(releasedCohorts);
  });
});
