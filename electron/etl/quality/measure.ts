import { z } from 'zod';
import type { EtlConfig } from '../../../shared/config/schema.ts';
import { restColumn } from '../../../shared/metrics/property-columns.ts';
import { checkIds, checks } from '../../../shared/quality/checks.ts';
import { type Measured, measuredSchema } from '../../../shared/quality/measured.ts';
import { quoteInstant, quoteTextList } from '../../../shared/sql/quote.ts';
import type { Database } from '../duckdb/database.ts';
import { readParquet } from '../duckdb/parquet.ts';
import type { Profile } from '../ingest/profile.ts';
import type { Quarantine } from '../quarantine/write-quarantine.ts';
import { answer } from './ask.ts';
import { countEventTypes } from './count-event-types.ts';
import { measureNulls } from './measure-nulls.ts';

export type MeasureOptions = {
  profile: Profile;
  config: EtlConfig;
  now: Date;
  quarantine: Quarantine;
  dailyPath: string;
};

/**
 * Measures all that the quality checks judge, from what the run is about to commit: what each check asks, and what came
 * about in reading. No threshold decides what is measured.
 */
export async function measureQuality(database: Database, options: MeasureOptions): Promise<Measured> {
  const { profile, config, now, quarantine, dailyPath } = options;
  const context = { config, columns: profile, now: quoteInstant(now), daily: readParquet(dailyPath) };
  const asked = checkIds.map((id) => checks[id].measures(context));
  return measuredSchema.parse({
    ...z.record(z.string(), z.unknown()).parse(await answer(database, Object.assign({}, ...asked))),
    ...(await countEventTypes(database)),
    missing_event_types: await missingTypes(database, config.quality_checks.required_event_types),
    columns: await measureNulls(database, columnsOf(profile), config.quality_checks.null_scope),
    duplicates: { count: quarantine.duplicates, samples: quarantine.duplicateSamples },
    rejected: { count: quarantine.rejected, samples: quarantine.rejectedSamples },
  });
}

async function missingTypes(database: Database, required: readonly string[]): Promise<string[]> {
  const present = await database.query(
    z.object({ event_type: z.string() }),
    `SELECT DISTINCT event_type FROM cleaned WHERE event_type IN ${quoteTextList(required)}`,
  );
  return required.filter((type) => !present.some(({ event_type }) => event_type === type));
}

/** The columns that can be null: session and properties, in column order. */
function columnsOf(profile: Profile): string[] {
  const columns = ['session_id', ...profile.properties.map(({ column }) => column)];
  return profile.restKeys > 0 ? [...columns, restColumn] : columns;
}
