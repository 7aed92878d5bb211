import { join } from 'node:path';
import { z } from 'zod';
import { defaultConfig } from '../../../shared/config/schema.ts';
import type { Content, Reading } from '../../../shared/ipc/dataset.ts';
import { count, type Database } from '../duckdb/database.ts';
import { profileProperties } from '../ingest/profile.ts';
import type { Source } from '../ingest/source.ts';
import { stageLines } from '../ingest/stage-lines.ts';
import type { ProgressReporter } from '../progress-reporter.ts';
import { countEventTypes } from '../quality/count-event-types.ts';
import { cleanEvents } from '../transform/clean-events.ts';
import { findDuplicates } from '../transform/find-duplicates.ts';
import { countReasons, noLines } from './count-reasons.ts';
import { describeFields } from './describe-fields.ts';

type DescribeOptions = {
  sources: readonly Source[];
  reading: Reading;
  /** Where the staged lines and the cleaned events go. */
  workFolder: string;
  progress: ProgressReporter;
};

/** What lines hold where there are none. */
export const noContent: Content = {
  ...noLines,
  eventTypes: [],
  areEventTypesComplete: true,
  fields: [],
};

/**
 * Reads lines by the very steps of a run, up to the cleaned events, and describes them: so no count here differs from
 * a run's. Leaves the views `lines` and `cleaned` and the table `duplicates`.
 * @param options.sources at least one, with a line or more in all
 */
export async function describeContent(database: Database, options: DescribeOptions): Promise<Content> {
  const { sources, reading, workFolder, progress } = options;
  const bytes = sources.reduce((sum, { plainBytes }) => sum + plainBytes, 0);
  const lines = sources.reduce((sum, source) => sum + source.lines, 0);
  progress.start('ingest', 'bytes', bytes);
  const staged = join(workFolder, 'lines.parquet');
  await stageLines(database, sources, staged, progress.setShare);
  const profile = await profileProperties(database, staged, reading.maxPropertyColumns);
  const isFirst = await findDuplicates(database, lines);

  progress.start('clean', 'rows', lines);
  const { timezone } = reading;
  await cleanEvents(database, join(workFolder, 'events.parquet'), {
    sources,
    profile,
    isFirst,
    config: { ...defaultConfig, aggregation: { ...defaultConfig.aggregation, timezone } },
    futureAfter: new Date(),
    onShare: progress.setShare,
  });

  const { events, duplicates } = await database.queryOne(
    z.object({ events: count, duplicates: count }),
    'SELECT (SELECT count(*) FROM cleaned) AS events, (SELECT count(*) FROM duplicates) AS duplicates',
  );
  const counted = countReasons(await countByReason(database));
  const { event_types, event_types_complete } = await countEventTypes(database);
  const fields = await describeFields(database, profile, reading.timezone, progress);
  progress.finish();
  return {
    ...counted,
    lines,
    events,
    duplicates,
    eventTypes: event_types.map(({ event_type, events: ofType }) => ({
      eventType: event_type,
      events: ofType,
    })),
    areEventTypesComplete: event_types_complete,
    fields,
  };
}

async function countByReason(database: Database) {
  return database.query(
    z.object({ reason: z.string(), lines: count }),
    'SELECT reason, count(*) AS lines FROM lines WHERE reason IS NOT NULL GROUP BY reason',
  );
}
