import { z } from 'zod';
import type { EtlConfig } from '../../../shared/config/schema.ts';
import { numericProperty } from '../../../shared/metrics/numeric-property.ts';
import { restColumn } from '../../../shared/metrics/property-columns.ts';
import { type Measured, type Tail, tailLimit } from '../../../shared/quality/measured.ts';
import { quoteInstant, quoteText, quoteTextList } from '../../../shared/sql/quote.ts';
import { count, type Database } from '../duckdb/database.ts';
import { readParquet } from '../duckdb/parquet.ts';
import type { PropertyProfile } from '../ingest/profile.ts';
import type { Quarantine } from '../quarantine/write-quarantine.ts';
import { countEventTypes } from './count-event-types.ts';
import { measureNulls } from './measure-nulls.ts';
import { sampleRows } from './sample-rows.ts';

export type MeasureOptions = {
  profile: PropertyProfile;
  config: EtlConfig;
  now: Date;
  quarantine: Quarantine;
  dailyPath: string;
};

/** Measures all that the quality checks judge, from what the run is about to commit. No threshold decides what is measured. */
export async function measureQuality(database: Database, options: MeasureOptions): Promise<Measured> {
  const { profile, config, now, quarantine, dailyPath } = options;
  const { purchase_event_type, max_revenue_per_event, revenue_property } = config.aggregation;
  const types = await countEventTypes(database);
  const required = config.quality_checks.required_event_types;
  const present = await database.query(
    z.object({ event_type: z.string() }),
    `SELECT DISTINCT event_type FROM cleaned WHERE event_type IN ${quoteTextList(required)}`,
  );
  const { events } = await database.queryOne(
    z.object({ events: count }),
    'SELECT count(*) AS events FROM cleaned',
  );

  const secondsAhead = `(epoch_us(timestamp) - ${now.getTime() * 1000}) / 1e6`;
  const isAhead = `timestamp > ${quoteInstant(now)}`;
  const amount = numericProperty(profile, revenue_property);
  const isPurchase = `event_type = ${quoteText(purchase_event_type)} AND ${amount} IS NOT NULL`;
  const amounts =
    amount === null ? null : await measureTail(database, amount, `cleaned WHERE ${isPurchase}`, 'DESC');
  return {
    events,
    ...types,
    missing_event_types: required.filter((type) => !present.some(({ event_type }) => event_type === type)),
    columns: await measureNulls(database, columnsOf(profile), config.quality_checks.null_scope),
    duplicates: { count: quarantine.duplicates, samples: quarantine.duplicateSamples },
    future: {
      seconds_ahead: await measureTail(database, secondsAhead, `cleaned WHERE ${isAhead}`, 'DESC'),
      samples: await sampleRows(database, 'is_future', "'is dated ' || timestamp::VARCHAR"),
    },
    revenue: {
      amounts: amounts?.total === 0 ? null : amounts,
      samples:
        amount === null
          ? []
          : await sampleRows(
              database,
              'is_revenue_outlier',
              `${quoteText(`${revenue_property} is `)} || (${amount})::VARCHAR || ${quoteText(`, above ${max_revenue_per_event}`)}`,
            ),
    },
    daily_active: await measureTail(
      database,
      'dau::DOUBLE',
      `${readParquet(dailyPath)} WHERE is_complete`,
      'ASC',
    ),
    rejected: { count: quarantine.rejected, samples: quarantine.rejectedSamples },
  };
}

/** The columns that can be null: session and properties, in column order. */
function columnsOf(profile: PropertyProfile): string[] {
  const columns = ['session_id', ...profile.properties.map(({ column }) => column)];
  return profile.restKeys > 0 ? [...columns, restColumn] : columns;
}

async function measureTail(
  database: Database,
  value: string,
  from: string,
  order: 'ASC' | 'DESC',
): Promise<Tail> {
  const rows = await database.query(
    z.object({ value: z.number(), events: count, total: count }),
    `SELECT value, events, (sum(events) OVER ())::HUGEINT AS total
     FROM (SELECT ${value} AS value, count(*) AS events FROM ${from} GROUP BY 1)
     ORDER BY value ${order} LIMIT ${tailLimit + 1}`,
  );
  return {
    values: rows.slice(0, tailLimit).map(({ value, events }) => ({ value, count: events })),
    total: rows[0]?.total ?? 0,
    complete: rows.length <= tailLimit,
  };
}
