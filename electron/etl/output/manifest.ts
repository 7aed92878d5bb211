import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EtlConfig } from '../../../shared/config/schema.ts';
import { visibleJson } from '../../../shared/format/visible-text.ts';
import type { QualityReport } from '../../../shared/quality/quality-report.ts';
import type { Manifest, Reconciliation } from '../../../shared/run/manifest.ts';
import { currentFormat } from '../../../shared/run/migrations/migrations.ts';
import { outputNames } from '../../../shared/run/outputs.ts';
import { appVersion } from '../app-version.ts';
import type { PropertyProfile } from '../ingest/profile.ts';
import type { Source } from '../ingest/source.ts';
import type { Calendar } from '../metrics/activity.ts';
import type { Quarantine } from '../quarantine/write-quarantine.ts';
import type { Stopwatch } from '../stopwatch.ts';
import { describeOutput } from './describe-output.ts';
import { guard } from './guard.ts';

export type RunFacts = {
  runId: string;
  watch: Stopwatch;
  now: Date;
  /** As it may be stored. */
  config: EtlConfig;
  sources: readonly Source[];
  profile: PropertyProfile;
  calendar: Calendar | null;
  reconciliation: Reconciliation;
  quarantine: Quarantine;
  report: QualityReport;
  rows: { events: number; daily: number; cohorts: number };
  engineVersion: string;
};

/** Writes `quality_report.json` into `folder` and describes the run with every output file that stands there. */
export async function describeRun(folder: string, facts: RunFacts): Promise<Manifest> {
  const { config, sources, profile, calendar, reconciliation, quarantine, rows } = facts;
  await writeJson(folder, outputNames.report, facts.report);
  const quarantined = quarantine.rejected + quarantine.duplicates;
  const outputs = [
    await describeOutput(folder, outputNames.events, rows.events),
    await describeOutput(folder, outputNames.daily, rows.daily),
    await describeOutput(folder, outputNames.cohorts, rows.cohorts),
    await describeOutput(folder, outputNames.report, null),
    ...(quarantined > 0 ? [await describeOutput(folder, outputNames.quarantine, quarantined)] : []),
  ];
  const seconds = facts.watch.seconds();
  return {
    format_version: currentFormat,
    run_id: facts.runId,
    app_version: appVersion,
    engine_version: facts.engineVersion,
    started_at: facts.watch.startedAt.toISOString(),
    finished_at: facts.watch.now().toISOString(),
    as_of: facts.now.toISOString(),
    config,
    inputs: sources.map(({ input, lines }) => ({
      path: input.path,
      size_bytes: input.sizeBytes,
      modified_at: new Date(input.modifiedMs).toISOString(),
      compression: input.compression,
      lines,
    })),
    reconciliation,
    metrics: {
      events_loaded: reconciliation.events_cleaned + reconciliation.duplicates_removed,
      events_cleaned: reconciliation.events_cleaned,
      events_failed: reconciliation.events_rejected,
      processing_time_seconds: seconds,
      throughput: seconds > 0 ? reconciliation.lines / seconds : 0,
    },
    quarantined: quarantine.byReason,
    calendar: calendar && {
      first_date: calendar.firstDate,
      last_date: calendar.lastDate,
      last_complete_date: calendar.lastCompleteDate,
    },
    properties: profile.properties.map(({ key, column, type, events }) => ({
      key,
      column,
      type,
      events,
      renamed: column !== `prop_${key}`,
    })),
    rest_keys: profile.restKeys,
    outputs,
  };
}

/** Writes `manifest.json` into `folder`. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeJson(folder, outputNames.manifest, manifest);
}

function writeJson(folder: string, name: string, value: unknown): Promise<void> {
  return guard(folder, () => writeFile(join(folder, name), `${visibleJson(value)}\n`));
}
