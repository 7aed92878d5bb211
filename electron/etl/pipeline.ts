import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EtlConfig } from '../../shared/config/schema.ts';
import type { FromVariables } from '../../shared/config/variables.ts';
import { CancelledError, InputError } from '../../shared/errors.ts';
import { formatCount } from '../../shared/format/number.ts';
import { evaluateChecks } from '../../shared/quality/evaluate-checks.ts';
import { overallStatus, type QualityReport } from '../../shared/quality/quality-report.ts';
import type { Logger } from '../../shared/run/logger.ts';
import { quietAbout } from '../../shared/run/logger.ts';
import type { Manifest } from '../../shared/run/manifest.ts';
import { currentFormat } from '../../shared/run/migrations/migrations.ts';
import { outputNames } from '../../shared/run/outputs.ts';
import type { Progress } from '../../shared/run/progress.ts';
import { Database } from './duckdb/database.ts';
import { hiding } from './hiding.ts';
import { assertUnchanged, discoverInputs, whileUnchanged } from './ingest/discover.ts';
import { fitToMemory } from './ingest/fit-to-memory.ts';
import { prepareSources } from './ingest/prepare-sources.ts';
import { profileProperties } from './ingest/profile.ts';
import type { InputFile } from './ingest/source.ts';
import { stageLines } from './ingest/stage-lines.ts';
import { memoryRemedy } from './memory-budget.ts';
import { prepareActivity } from './metrics/activity.ts';
import { explainLongCalendar } from './metrics/calendar-bound.ts';
import { writeRetentionCohorts } from './metrics/cohorts.ts';
import { writeDailyMetrics } from './metrics/daily.ts';
import {
  assertLogIsNoInput,
  assertLogIsNoOutput,
  assertNotCleared,
  assertNotWrittenTo,
} from './output/assert-not-written-to.ts';
import { describeRun, writeManifest } from './output/manifest.ts';
import { openOutputFolder } from './output/output-folder.ts';
import { shownConfig } from './output/shown-config.ts';
import { ProgressReporter } from './progress-reporter.ts';
import { assertAcceptable, logFindings } from './quality/judge.ts';
import { measureQuality } from './quality/measure.ts';
import { reconcile } from './quality/reconcile.ts';
import { quarantinedLines } from './quarantine/quarantined-lines.ts';
import { writeQuarantine } from './quarantine/write-quarantine.ts';
import { Stopwatch } from './stopwatch.ts';
import { cleanEvents } from './transform/clean-events.ts';
import { findDuplicates } from './transform/find-duplicates.ts';
import { withWorkFolder } from './work-folder.ts';

/** What a run is to do. */
export type Job = {
  /** Names the run in its manifest; a new one where none is given. */
  runId?: string;
  /** Paths of files or folders, or globs. */
  inputs: readonly string[];
  /** False where they are no globs, whatever they look like; true where left out. */
  withGlobs?: boolean;
  config: EtlConfig;
  /** Memory for DuckDB where others share it: this instead of what the configuration says. */
  memoryLimit?: string;
  /** What of the configuration came from variables: never written anywhere. None where left out. */
  fromVariables?: readonly FromVariables[];
  /** What the run takes for "now". */
  now: Date;
  signal: AbortSignal;
  logger: Logger;
  onProgress: (progress: Progress) => void;
};

/** A committed run: its `manifest.json` and `quality_report.json` as values. */
export type RunResult = { manifest: Manifest; report: QualityReport };

const msPerDay = 86_400_000;

/**
 * The whole run. Its outputs appear in `outputDir` all together or not at all.
 * @throws InputError, OutputError, OutputLockedError, TooManyFailedLines, DataQualityError (strict mode), CancelledError
 */
export async function runPipeline(job: Job, outputDir: string): Promise<RunResult> {
  // A misspelled input should not leave an output folder behind.
  const inputs = await discoverInputs(job.inputs, { withGlobs: job.withGlobs ?? true });
  await assertLogIsNoInput(inputs, job.config.monitoring.log_file);
  await assertLogIsNoOutput(outputDir, job.config.monitoring.log_file);
  await assertNotWrittenTo(inputs, outputDir, job.config.resources.temp_directory);
  if (job.signal.aborted) throw new CancelledError();
  const runId = job.runId ?? randomUUID();
  const { signal, logger } = job;
  const folder = await openOutputFolder(outputDir, runId, { signal, logger });
  try {
    const { temp_directory } = job.config.resources;
    return await folder.whileHeld(() =>
      withWorkFolder(
        temp_directory ?? folder.work,
        async (workFolder) => {
          const { result, progress } = await whileUnchanged(inputs, () =>
            compute(job, inputs, runId, workFolder, folder.staging, false),
          );
          progress.start('commit', 'bytes', null);
          if (job.config.strict_mode) assertAcceptable(result.report);
          await writeManifest(folder.staging, result.manifest);
          if (job.signal.aborted) throw new CancelledError();
          await folder.commit();
          progress.finish();
          return result;
        },
        { logger },
      ),
    );
  } finally {
    await folder.close();
  }
}

/**
 * The same reading and judging, without a result: nothing is written but to a temporary folder.
 * @throws as `runPipeline`, but findings are in the report, strict mode or not
 */
export async function checkPipeline(job: Job): Promise<QualityReport> {
  const inputs = await discoverInputs(job.inputs);
  await assertLogIsNoInput(inputs, job.config.monitoring.log_file);
  const temporary = job.config.resources.temp_directory ?? tmpdir();
  await assertNotCleared(inputs, temporary);
  return withWorkFolder(
    temporary,
    async (workFolder) => {
      const { result } = await whileUnchanged(inputs, () =>
        compute(job, inputs, randomUUID(), workFolder, workFolder, true),
      );
      return result.report;
    },
    { logger: job.logger },
  );
}

/** ingest -> clean -> aggregate -> check, every output written into `target`; a check needs no cohorts. */
async function compute(
  job: Job,
  inputs: readonly InputFile[],
  runId: string,
  workFolder: string,
  target: string,
  isCheck: boolean,
) {
  const { config, now, signal, fromVariables = [] } = job;
  const logger = quietAbout(hiding(config, fromVariables), job.logger);
  const { max_line_bytes: maxLineBytes, max_property_columns, max_failed_lines } = config.ingest;
  const watch = new Stopwatch();
  const progress = new ProgressReporter(job.onProgress);

  progress.start('discover', 'bytes', null);
  const inputBytes = inputs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (config.monitoring.enable_alerts)
    logger.warn('monitoring.enable_alerts is on, but this version sends no alerts.');
  logger.info(`Reading ${formatCount(inputs.length, 'file')}, ${formatCount(inputBytes, 'byte')}.`);

  progress.start('scan', 'bytes', inputBytes);
  const sources = await prepareSources(inputs, {
    maxLineBytes,
    maxExpansionRatio: config.ingest.max_expansion_ratio,
    workFolder,
    signal,
    logger,
    onBytes: progress.add,
  });
  const lines = sources.reduce((sum, source) => sum + source.lines, 0);

  const sharedRemedy = job.memoryLimit && `${memoryRemedy}; rules may lower it by resources.memory_limit`;
  const database = await Database.open({
    resources: await fitToMemory(
      sources,
      { ...config.resources, memory_limit: job.memoryLimit ?? config.resources.memory_limit },
      maxLineBytes,
      sharedRemedy,
    ),
    timezone: config.aggregation.timezone,
    spillFolder: join(workFolder, 'spill'),
    ...(sharedRemedy && { memoryRemedy: sharedRemedy }),
    logger,
    signal,
  });
  try {
    progress.start('ingest', 'bytes', inputBytes);
    const staged = join(workFolder, 'lines.parquet');
    await stageLines(database, sources, staged, progress.setShare);

    progress.start('profile', 'rows', lines);
    const profile = await profileProperties(database, staged, max_property_columns);
    const isFirst = await findDuplicates(database, lines);
    const quarantine = await writeQuarantine(
      join(target, outputNames.quarantine),
      quarantinedLines(database, sources, maxLineBytes),
      max_failed_lines,
    );

    progress.start('clean', 'rows', lines);
    const futureAfter = new Date(now.getTime() + config.quality_checks.max_future_days * msPerDay);
    const cleaning = { sources, profile, isFirst, config, futureAfter, onShare: progress.setShare };
    await cleanEvents(database, join(target, outputNames.events), cleaning);
    const reconciliation = await reconcile(database, sources, quarantine);

    progress.start('aggregate', 'rows', reconciliation.events_cleaned);
    const calendar = await prepareActivity(database, config, now);
    const tooLong = await explainLongCalendar(database, calendar, config.aggregation.max_calendar_rows);
    if (tooLong !== null && !isCheck) throw new InputError(tooLong);
    if (tooLong !== null) logger.warn(tooLong);
    const context = {
      aggregation: config.aggregation,
      columns: profile,
      lastCompleteDate: calendar?.lastCompleteDate ?? null,
    };
    const dailyPath = join(target, outputNames.daily);
    const dailyRows = await writeDailyMetrics(database, dailyPath, calendar, context);
    const cohortsPath = join(target, outputNames.cohorts);
    const cohortRows = await writeRetentionCohorts(
      database,
      cohortsPath,
      tooLong === null ? calendar : null,
      context,
    );

    progress.start('check', 'rows', reconciliation.events_cleaned);
    const shown = await shownConfig(database, profile, config, fromVariables);
    const measured = await measureQuality(database, { profile, config, now, quarantine, dailyPath });
    const checks = evaluateChecks(measured, config, shown.said);
    const missing_event_types = measured.missing_event_types.map(shown.said);
    const report: QualityReport = {
      format_version: currentFormat,
      run_id: runId,
      status: overallStatus(checks),
      checks,
      measured: { ...measured, missing_event_types },
    };
    logFindings(report, logger);

    // What was read must still be what lies there: a log that grows during the run would be half in, half out.
    await assertUnchanged(inputs);
    const manifest = await describeRun(target, {
      runId,
      watch,
      now,
      config: shown.config,
      sources,
      profile,
      calendar,
      reconciliation,
      quarantine,
      report,
      rows: { events: reconciliation.events_cleaned, daily: dailyRows, cohorts: cohortRows },
      engineVersion: await database.version(),
    });
    return { result: { manifest, report }, progress };
  } finally {
    await database.close();
  }
}
