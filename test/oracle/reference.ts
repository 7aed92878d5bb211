import { readActivity } from './activity.ts';
import { type CleanedEvent, cleanEvents, type DuplicateEvent } from './clean.ts';
import { type RetentionCohort, retentionCohorts } from './cohorts.ts';
import { type DailyMetrics, dailyMetrics } from './daily.ts';
import type { PropertyColumns } from './properties.ts';
import { type ReferenceFile, type RejectedLine, readReference } from './read-lines.ts';
import type { ReferenceConfig } from './reference-config.ts';

export interface ReferenceInput {
  /** In input order; this reading does not sort them. */
  readonly files: readonly ReferenceFile[];
  readonly config: ReferenceConfig;
  readonly now: Date;
}

/** Everything a run promises about its rows. */
export interface ReferenceResult {
  readonly reconciliation: {
    lines: number;
    events_cleaned: number;
    events_rejected: number;
    duplicates_removed: number;
    blank_lines: number;
  };
  readonly rejected: RejectedLine[];
  readonly duplicates: DuplicateEvent[];
  readonly cleaned: CleanedEvent[];
  readonly columns: PropertyColumns;
  readonly daily: DailyMetrics[];
  readonly cohorts: RetentionCohort[];
}

/**
 * pipeline.md and definitions.md read in plain JavaScript, slowly: the independent answer the engine is held
 * against. It stops for nothing: neither `max_failed_lines` nor a quality check ends it.
 */
export function runReference({ files, config, now }: ReferenceInput): ReferenceResult {
  const nowMicros = BigInt(now.getTime()) * 1000n;
  const lines = readReference(files, config);
  const rejected = lines.filter((line) => line.kind === 'rejected');
  const accepted = lines.filter((line) => line.kind === 'event');
  const blank = lines.filter((line) => line.kind === 'blank');
  const { cleaned, duplicates, columns } = cleanEvents(accepted, config, nowMicros);
  const activity = readActivity(cleaned, config, nowMicros);
  return {
    reconciliation: {
      lines: lines.length,
      events_cleaned: cleaned.length,
      events_rejected: rejected.length,
      duplicates_removed: duplicates.length,
      blank_lines: blank.length,
    },
    rejected,
    duplicates,
    cleaned,
    columns,
    daily: activity === undefined ? [] : dailyMetrics(activity, config),
    cohorts: activity === undefined ? [] : retentionCohorts(activity, config),
  };
}
