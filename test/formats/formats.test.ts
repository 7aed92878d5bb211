import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { readFinishedRun } from '../../electron/etl/export/finished-run.ts';
import { runExport } from '../../electron/etl/export/run-export.ts';
import { runPipeline } from '../../electron/etl/pipeline.ts';
import { readCohortBreakdown } from '../../electron/etl/queries/cohorts/read-breakdown.ts';
import { readCohortMatrix } from '../../electron/etl/queries/cohorts/read-matrix.ts';
import { readBreakdown } from '../../electron/etl/queries/daily/read-breakdown.ts';
import { readDaily } from '../../electron/etl/queries/daily/read-daily.ts';
import { readPlayersInRange } from '../../electron/etl/queries/daily/read-players-in-range.ts';
import { countRows } from '../../electron/etl/queries/data/count-rows.ts';
import { readPage } from '../../electron/etl/queries/data/read-page.ts';
import { readRow } from '../../electron/etl/queries/data/read-row.ts';
import { compareRuns } from '../../electron/etl/queries/history/compare-runs.ts';
import { OpenRun } from '../../electron/etl/queries/open-run.ts';
import { OpenRuns } from '../../electron/etl/queries/open-runs.ts';
import { readDistributions } from '../../electron/etl/queries/quality/read-distributions.ts';
import {
  countQuarantine,
  readQuarantinedLine,
  readQuarantinePage,
} from '../../electron/etl/queries/quality/read-quarantine.ts';
import { RunStore } from '../../electron/main/run-store.ts';
import { StoredState } from '../../electron/main/stored-state.ts';
import { renderConfig } from '../../shared/config/render-config.ts';
import { defaultConfig } from '../../shared/config/schema.ts';
import { eventColumns } from '../../shared/events/columns.ts';
import { exportFormats } from '../../shared/ipc/export.ts';
import { missingColumns } from '../../shared/ipc/results.ts';
import { breakdownMetrics } from '../../shared/metrics/breakdowns.ts';
import { measureKpis } from '../../shared/metrics/measure-kpis.ts';
import { evaluateChecks } from '../../shared/quality/evaluate-checks.ts';
import { reportHtml } from '../../shared/quality/report-html.ts';
import { storedMeasuredSchema, storedReportSchema } from '../../shared/quality/stored-report.ts';
import { silentLogger } from '../../shared/run/logger.ts';
import { maybe } from '../../shared/run/maybe.ts';
import { migrate } from '../../shared/run/migrations/migrate.ts';
import { migrations } from '../../shared/run/migrations/migrations.ts';
import type { RunForm } from '../../shared/run/read-run.ts';
import { storedManifestSchema } from '../../shared/run/stored-manifest.ts';
import { Home } from '../kit/home.ts';

const here = new URL('.', import.meta.url).pathname;
const formats = readdirSync(here).filter((name) => /^\d+$/.test(name));
const resources = { memory_limit: '500MB', threads: 1 };

/** A user-data folder with what a released version has left there. */
function homeOf(format: string): Home {
  const folder = mkdtempSync(join(tmpdir(), 'event-analytics-format-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(here, format), folder, { recursive: true });
  return new Home(folder);
}

const idsIn = (home: Home): string[] => readdirSync(home.path('runs'));

/** The bytes of every file of the runs. */
function bytesOf(home: Home): string[] {
  const files = readdirSync(home.path('runs'), { recursive: true, withFileTypes: true });
  return files
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'base64'));
}

/** Asks a run all that the screens ask. */
async function askAll(run: OpenRun): Promise<void> {
  const daily = await readDaily(run);
  expect(daily.length).toBeGreaterThan(0);
  const [from = '', to = ''] = [daily[0]?.event_date, daily.at(-1)?.event_date];
  expect((await readPlayersInRange(run, from, to)).players).toBeGreaterThan(0);
  const request = { runId: '', by: 'event_type', top: 5, from, to } as const;
  for (const metric of breakdownMetrics)
    expect((await readBreakdown(run, { ...request, metric })).dates).toHaveLength(daily.length);
  for (const period of ['day', 'week', 'month'] as const)
    expect((await readCohortMatrix(run, period)).cohortCount).toBeGreaterThan(0);
  const column = run.manifest.properties[0]?.column ?? '';
  expect((await readCohortBreakdown(run, { period: 'week', column })).groups.length).toBeGreaterThan(0);
  const columns = eventColumns(run.manifest).map(({ name }) => name);
  const sort = { column: 'timestamp', direction: 'descending' } as const;
  const view = { runId: '', filters: [], columns, offset: 0, limit: 5 };
  for (const sorted of [null, sort])
    expect((await readPage(run, { ...view, sort: sorted })).rows).toHaveLength(5);
  expect(await readRow(run, 0)).toMatchObject({ cells: expect.any(Array) });
  expect((await countRows(run, [])).rows).toBe(run.manifest.reconciliation.events_cleaned);
  const { reconciliation } = run.manifest;
  const aside = reconciliation.events_rejected + reconciliation.duplicates_removed;
  const page = await readQuarantinePage(run, { reason: null, file: null, search: '', offset: 0, limit: 50 });
  expect(page.rows).toHaveLength(aside);
  if (aside > 0) expect(await readQuarantinedLine(run, 0)).toMatchObject({ position: 0 });
  expect((await countQuarantine(run)).reasons.reduce((sum, { lines }) => sum + lines, 0)).toBe(aside);
  expect(Object.keys(await readDistributions(run)).length).toBeGreaterThan(0);
}

test('a run that is made today answers all that the screens ask', async () => {
  const output = join(mkdtempSync(join(tmpdir(), 'event-analytics-format-')), 'run');
  onTestFinished(() => rmSync(join(output, '..'), { recursive: true, force: true }));
  const inputs = [join(here, '..', '..', 'resources', 'sample_events.jsonl')];
  const now = new Date('2030-01-01T00:00:00Z');
  const { signal } = new AbortController();
  await runPipeline(
    { inputs, config: defaultConfig, now, signal, logger: silentLogger, onProgress: () => {} },
    output,
  );
  const run = await OpenRun.open(output, resources);
  try {
    await askAll(run);
  } finally {
    await run.close();
  }
});

describe.each(formats)('a store of format %s', (format) => {
  test('is listed, told and judged anew, and no file of a run changes', async () => {
    const home = homeOf(format);
    const before = bytesOf(home);
    await home.history.sweep();
    const ids = idsIn(home);
    const { entries } = await home.history.list();
    expect(entries.filter(({ outcome }) => outcome === 'unreadable')).toEqual([]);
    expect(
      entries
        .filter(({ result }) => result !== null)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(ids.toSorted());
    expect(entries.length).toBe(readdirSync(home.path('run-records')).length);
    expect(await home.history.trends()).toHaveLength(ids.length);
    const store = new RunStore(home.path('runs'));
    for (const id of ids) {
      expect((await home.history.record(id))?.config).not.toBeUndefined();
      const { manifest, report } = await store.get(id);
      const own = { manifest, measured: report.measured, config: manifest.config };
      const { status, checks } = report;
      expect(reportHtml({ ...own, judgedBy: 'run', status, checks })).toContain(id);
      expect(evaluateChecks(report.measured, defaultConfig).map((check) => check.id)).toEqual(
        expect.arrayContaining(checks.map((check) => check.id)),
      );
      expect(renderConfig(manifest.config)).toContain('timezone');
    }
    expect(bytesOf(home)).toEqual(before);
  });

  test('has settings that stay, also once they are written anew', async () => {
    const home = homeOf(format);
    const { settings } = z
      .object({ settings: z.record(z.string(), z.unknown()) })
      .parse(migrate('settings', JSON.parse(readFileSync(home.path('settings.json'), 'utf8'))).json);
    const state = new StoredState(home.path('settings.json'));
    expect(state.settings).toMatchObject(settings);
    await state.changeSettings({ theme: 'dark' });
    expect(new StoredState(home.path('settings.json')).settings).toEqual({
      ...state.settings,
      theme: 'dark',
    });
  });

  test('answers all that the screens ask, and compares', async () => {
    const home = homeOf(format);
    const ids = idsIn(home);
    for (const id of ids) {
      const run = await OpenRun.open(home.path('runs', id), resources);
      try {
        await askAll(run);
      } finally {
        await run.close();
      }
    }
    const [a = '', b = ''] = ids;
    const runs = new OpenRuns({ folder: home.path('runs'), resources, workFolder: tmpdir() });
    const { signal } = new AbortController();
    const compared = await compareRuns(runs, { a, b }, signal);
    expect(compared.a.dau.length).toBeGreaterThan(0);
    expect(compared.b.retention.length).toBeGreaterThan(0);
    for (const id of ids) await runs.close(id);
  });

  test.each(exportFormats)('is exported as %s', async (kind) => {
    const home = homeOf(format);
    const [id = ''] = idsIn(home);
    const folder = home.path('to');
    await mkdir(folder);
    const written = await runExport({
      runFolder: home.path('runs', id),
      runsFolder: home.path('runs'),
      folder,
      jobId: 'export',
      outputs: ['events', 'daily', 'cohorts', 'quarantine', 'report', 'manifest'],
      form: { format: kind, compression: 'zstd', layout: kind === 'csv' ? 'by-date' : 'single' },
      replace: [],
      resources: { memory_limit: '500MB', threads: 1 },
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    expect(written.map(({ name }) => name).toSorted()).toEqual(readdirSync(folder).toSorted());
    expect(written.length).toBe(6);
  });
});

/** The current form after a change: a field that a step fills in, a check's measure, a renamed column. */
const changed: RunForm = {
  manifest: storedManifestSchema.extend({ input: z.object({ kind: z.string() }) }),
  report: storedReportSchema.extend({
    measured: storedMeasuredSchema.extend({ late_events: maybe(z.number()) }),
  }),
  steps: [
    ...migrations,
    {
      manifest: (json) => ({ ...json, input: { kind: 'jsonl' } }),
      columns: { daily: { dau: 'active_players' }, events: { event_hour: 'hour_of_day' } },
    },
  ],
};

describe.each(formats)('after a change of the form, a store of format %s', (format) => {
  test('opens by way of the new step: required fields, measures, renamed and missing columns', async () => {
    const home = homeOf(format);
    const store = new RunStore(home.path('runs'), changed);
    expect(await store.unreadable()).toEqual([]);
    const ids = idsIn(home);
    expect(await store.list()).toHaveLength(ids.length);
    const [id = ''] = ids;
    expect((await store.get(id)).manifest).toMatchObject({ run_id: id, input: { kind: 'jsonl' } });
    expect((await store.get(id)).report.measured).not.toHaveProperty('late_events', 0);
    expect(await readFinishedRun(home.path('runs', id), changed)).toHaveLength(6);
    const run = await OpenRun.open(home.path('runs', id), resources, undefined, changed);
    try {
      const row = z.object({ active: z.number(), unsaid: z.null(), hour: z.number() });
      expect(
        await run.database.queryOne(
          row,
          `SELECT sum(active_players)::DOUBLE AS active, any_value(dau) AS unsaid,
             (SELECT max(hour_of_day)::DOUBLE FROM events) AS hour FROM daily`,
        ),
      ).toMatchObject({ unsaid: null });
      const days = await readDaily(run);
      expect(days.map(({ dau }) => dau)).toEqual(days.map(() => null));
      expect(missingColumns(days)).toEqual(['dau']);
      const kpis = measureKpis(days, { from: days[0]?.event_date ?? '', to: days.at(-1)?.event_date ?? '' });
      expect(JSON.stringify(kpis)).not.toContain('NaN');
    } finally {
      await run.close();
    }
  });

  test('is listed as unreadable, with the reason, where a step was forgotten', async () => {
    const home = homeOf(format);
    const store = new RunStore(home.path('runs'), { ...changed, steps: migrations });
    expect(await store.list()).toEqual([]);
    const unreadable = await store.unreadable();
    expect(unreadable).toHaveLength(idsIn(home).length);
    for (const { why, startedAt } of unreadable) {
      expect(why).toBe('manifest.json is damaged: input is missing or is not what it should be.');
      expect(startedAt).not.toBeNull();
    }
  });
});

test('what another version has added to a run is kept and told: checks, statuses, config, measures', async () => {
  const home = homeOf('1');
  const [id = ''] = idsIn(home);
  const change = (name: string, edit: (json: Record<string, unknown>) => void) => {
    const path = home.path('runs', id, name);
    const json = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(path, 'utf8')));
    edit(json);
    writeFileSync(path, JSON.stringify(json));
  };
  change('manifest.json', (json) => {
    const config = z.record(z.string(), z.unknown()).parse(json['config']);
    json['config'] = {
      ...config,
      input: { glob: '*.csv' },
      quality_checks: { min_events: 'many', extra: [1] },
    };
    delete json['quarantined'];
    json['metrics'] = {};
  });
  change('quality_report.json', (json) => {
    json['status'] = 'unsure';
    const late = {
      id: 'late_events',
      column: null,
      status: 'unsure',
      measured: 4,
      threshold: 1,
      unit: 'events',
    };
    json['checks'] = [...z.array(z.unknown()).parse(json['checks']), late];
    json['measured'] = { events: 3000, revenue: 'moved', late_events: 4 };
  });
  const entry = (await home.history.list()).entries.find((one) => one.id === id);
  expect(entry).toMatchObject({
    outcome: 'finished',
    result: { status: 'unsure', checks: { unsure: 1 }, seconds: null, linesPerSecond: null },
  });
  expect((await home.history.trends()).flatMap(({ checks }) => checks)).toContainEqual({
    id: 'late_events',
    status: 'unsure',
    measured: 4,
    threshold: 1,
    unit: 'events',
  });
  const { manifest, report } = await new RunStore(home.path('runs')).get(id);
  const text = renderConfig(manifest.config);
  expect(text).toContain('# "min_events": "many", a form this version does not know');
  expect(text).toContain('# "extra": [1], a key this version does not know');
  expect(text).toContain('# "input": {"glob":"*.csv"}, a key this version does not know');
  expect(text).toContain('# max_null_percentage: not said by the version that made the run');
  const judged = evaluateChecks(report.measured, defaultConfig);
  expect(judged.find((check) => check.id === 'min_events')).toMatchObject({ status: 'pass', measured: 3000 });
  expect(judged.find((check) => check.id === 'revenue_outliers')).toMatchObject({
    status: 'skipped',
    measured: null,
    message: 'Not measured by the version of the app that made this run.',
  });
  const { checks, status, measured } = report;
  const page = reportHtml({ manifest, measured, config: manifest.config, judgedBy: 'run', status, checks });
  expect(page).toContain('late_events');
  expect(page).toContain('not said');
});
