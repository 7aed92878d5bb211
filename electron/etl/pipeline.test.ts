import { appendFile, cp, mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ConfigError } from '../../shared/config/config-error.ts';
import {
  CancelledError,
  DataQualityError,
  type EtlError,
  InputError,
  TooManyFailedLines,
} from '../../shared/errors.ts';
import { evaluateChecks } from '../../shared/quality/evaluate-checks.ts';
import { overallStatus, qualityReportSchema } from '../../shared/quality/quality-report.ts';
import { silentLogger } from '../../shared/run/logger.ts';
import { manifestSchema } from '../../shared/run/manifest.ts';
import { type Progress, stages } from '../../shared/run/progress.ts';
import { accountForEveryLine } from '../../test/kit/account.ts';
import { eventLine, eventLines } from '../../test/kit/event-lines.ts';
import { rejectionOf } from '../../test/kit/failure.ts';
import { contentsOf, makeFolder, newFolder, sha256Of } from '../../test/kit/folder.ts';
import { query, tables } from '../../test/kit/outputs.ts';
import { configOf, type JobOptions, jobOf, run, type SomeConfig } from '../../test/kit/runs.ts';
import { writeEvents } from './generate/write-events.ts';
import { EventEtlPipeline } from './index.ts';
import { checkPipeline } from './pipeline.ts';

/** Generated logs that all tests here read, with every fault: of 8,000, 100,000 and 300,000 lines. */
let logs: { folder: string; faulty: string; medium: string; large: string };
/** What a run over the smallest of them left. */
let finished: string;
/** A run over the largest of them: how long it took, and all it told of its progress. */
let largeRun: { output: string; progress: Progress[]; tookMs: number };
const anyFaults = { ingest: { max_failed_lines: 1_000_000 } } satisfies SomeConfig;

beforeAll(async () => {
  const { folder, remove } = await newFolder();
  const at = (name: string) => join(folder, `${name}.jsonl`);
  logs = { folder, faulty: at('faulty'), medium: at('medium'), large: at('large') };
  const faults = { malformedShare: 0.01, duplicateShare: 0.01, futureShare: 0.005 };
  await writeEvents({ output: logs.faulty, events: 8_000, players: 300, days: 20, seed: 7, ...faults });
  await writeEvents({ output: logs.medium, events: 100_000, players: 2_000, days: 30, seed: 9, ...faults });
  await writeEvents({ output: logs.large, events: 300_000, players: 8_000, days: 40, seed: 8, ...faults });
  const outputs = await newFolder();
  finished = join(outputs.folder, 'finished');
  await run([logs.faulty], finished, { config: anyFaults });
  largeRun = { output: join(outputs.folder, 'large'), progress: [], tookMs: 0 };
  const startedAtMs = performance.now();
  const onProgress = (progress: Progress) => largeRun.progress.push(progress);
  await run([logs.large], largeRun.output, { config: anyFaults, onProgress });
  largeRun.tookMs = performance.now() - startedAtMs;
  return () => Promise.all([remove(), outputs.remove()]);
}, 120_000);

/** An output folder as a finished run left it. */
async function putFinished(output: string): Promise<void> {
  await cp(finished, output, { recursive: true, preserveTimestamps: true });
}

async function givenFile(name: string, content: string | Uint8Array) {
  const folder = await makeFolder();
  const path = join(folder, name);
  await writeFile(path, content);
  return { folder, path, output: join(folder, 'out') };
}

/** Runs over lines; the folder with the outputs. */
async function runLines(lines: readonly string[], options: JobOptions = {}) {
  const { path, output } = await givenFile('events.jsonl', lines.map((line) => `${line}\n`).join(''));
  return { output, path, ...(await run([path], output, options)) };
}

async function tableHashes(output: string): Promise<string[]> {
  return Promise.all(Object.values(tables).map((name) => sha256Of(join(output, name))));
}

describe('a cancelled run', () => {
  it.each(stages)('at %s leaves the old outputs as they were, and nothing else', async (stage) => {
    const folder = await makeFolder();
    const output = join(folder, 'out');
    await putFinished(output);
    const before = await contentsOf(folder);
    const abort = new AbortController();
    const seen: string[] = [];
    const onProgress = (progress: Progress) => {
      seen.push(progress.stage);
      if (progress.stage === stage) abort.abort();
    };
    const cancelled = run([logs.faulty], output, { config: anyFaults, signal: abort.signal, onProgress });
    const { code } = await rejectionOf(cancelled, CancelledError);
    expect(code).toBe('CANCELLED');
    // At most the next stage is announced before the cancel is noticed.
    expect([stage, stages[stages.indexOf(stage) + 1]]).toContain(seen.at(-1));
    expect(await contentsOf(folder)).toEqual(before);
    expect((await readdir(logs.folder)).sort()).toEqual(['faulty.jsonl', 'large.jsonl', 'medium.jsonl']);
  });

  it('before it began does nothing at all', async () => {
    const folder = await makeFolder();
    const cancelled = run([logs.faulty], join(folder, 'out'), { signal: AbortSignal.abort() });
    await rejectionOf(cancelled, CancelledError);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each(['scan', 'ingest', 'profile', 'clean', 'aggregate', 'check'] as const)(
    'over 300,000 lines ends at once on a cancel shortly after %s began',
    async (stage) => {
      const folder = await makeFolder();
      const abort = new AbortController();
      let abortedAt = 0;
      const onProgress = (progress: Progress) => {
        if (progress.stage !== stage || abortedAt > 0) return;
        abortedAt = performance.now();
        setTimeout(() => {
          abortedAt = performance.now();
          abort.abort();
        }, 30);
      };
      const options = { config: anyFaults, signal: abort.signal, onProgress };
      await rejectionOf(run([logs.large], join(folder, 'out'), options), CancelledError);
      expect((performance.now() - abortedAt) / largeRun.tookMs).toBeLessThan(1 / 4);
      expect(await readdir(folder)).toEqual([]);
    },
  );

  it.each(['gz', 'zst'])('while a .%s is unpacked ends as cancelled, not as damaged', async (ending) => {
    const bytes = await readFile(logs.large);
    const packed = ending === 'gz' ? zlib.gzipSync(bytes, { level: 1 }) : zlib.zstdCompressSync(bytes);
    const { path, output, folder } = await givenFile(`large.jsonl.${ending}`, packed);
    const abort = new AbortController();
    const onProgress = ({ stage, done }: Progress) => {
      if (stage === 'scan' && done > 0) abort.abort();
    };
    await rejectionOf(run([path], output, { signal: abort.signal, onProgress }), CancelledError);
    expect(await readdir(folder)).toEqual([`large.jsonl.${ending}`]);
  });

  it('while lines are put aside ends as cancelled', async () => {
    const { path, output, folder } = await givenFile('bad.jsonl', 'no event\n'.repeat(200_000));
    const abort = new AbortController();
    // The statement that streams the rejected lines is told when it has begun, before its rows are read.
    const debug = (message: string) => {
      if (message.includes('ORDER BY line_number') && message.includes('duplicate_event_id')) abort.abort();
    };
    const options = { config: anyFaults, signal: abort.signal, logger: { ...silentLogger, debug } };
    await rejectionOf(run([path], output, options), CancelledError);
    expect(abort.signal.aborted).toBe(true);
    expect(await readdir(folder)).toEqual(['bad.jsonl']);
  });

  it('check leaves nothing in the temporary folder', async () => {
    const temp = await useTempFolder();
    const abort = new AbortController();
    const onProgress = ({ stage }: Progress) => stage === 'clean' && abort.abort();
    const job = jobOf([logs.faulty], { config: anyFaults, signal: abort.signal, onProgress });
    await rejectionOf(checkPipeline(job), CancelledError);
    expect(await readdir(temp)).toEqual([]);
  });
});

/** The system's temporary folder for the length of a test. */
async function useTempFolder(): Promise<string> {
  const folder = await makeFolder();
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  onTestFinished(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  });
  return folder;
}

describe('strict mode', () => {
  it('stops a run with findings before anything is written, and names each of them', async () => {
    const folder = await makeFolder();
    const output = join(folder, 'out');
    await putFinished(output);
    const before = await contentsOf(output);
    const config = { ...anyFaults, strict_mode: true, quality_checks: { min_events: 1_000_000 } };
    const error = await rejectionOf(run([logs.faulty], output, { config }), DataQualityError);
    expect(error.code).toBe('DATA_QUALITY');
    for (const id of ['min_events', 'duplicate_events', 'future_timestamps'])
      expect(error.message).toContain(`${id}: `);
    expect(await contentsOf(output)).toEqual(before);
    await rejectionOf(run([logs.faulty], join(folder, 'new'), { config }), DataQualityError);
    expect(await readdir(folder)).toEqual(['out']);
  });

  it('lets sound data pass', async () => {
    const lines = [eventLine(), eventLine({ event_id: 'e2', event_type: 'session_end' })];
    const config = { strict_mode: true, quality_checks: { min_events: 2 } };
    const { report } = await runLines(lines, { config });
    expect(report.status).toBe('pass');
  });

  it('off, the same findings are warnings in the report and the log', async () => {
    const warnings: string[] = [];
    const logger = { ...silentLogger, warn: (message: string) => warnings.push(message) };
    const lines = [eventLine(), 'broken', eventLine()];
    const { report, path } = await runLines(lines, { logger });
    const warned = report.checks.filter(({ status }) => status === 'warn').map(({ id }) => id);
    expect(warned).toEqual(['min_events', 'required_event_types', 'duplicate_events']);
    expect(report.status).toBe('warn');
    expect(warnings.find((warning) => warning.includes('duplicate_events'))).toContain(`${path}:3`);
  });
});

describe('max_failed_lines', () => {
  const lines = (bad: number) => [eventLine(), ...Array.from({ length: bad }, () => 'broken')];
  const config = { ingest: { max_failed_lines: 3 } };

  it('is reached without harm, and one more stops the run, lenient or not', async () => {
    expect((await runLines(lines(3), { config })).manifest.reconciliation.events_rejected).toBe(3);
    for (const strict_mode of [false, true]) {
      const tooMany = runLines(lines(4), { config: { ...config, strict_mode } });
      const error = await rejectionOf(tooMany, TooManyFailedLines);
      expect(error.code).toBe('TOO_MANY_FAILED_LINES');
      expect(error).toBeInstanceOf(DataQualityError);
      expect(error.message).toMatch(
        /^More than 3 lines .*events\.jsonl:2 \(malformed_json: .*max_failed_lines\.$/,
      );
    }
  });

  it('counts no duplicate and no blank line', async () => {
    const none = { ingest: { max_failed_lines: 0 } };
    const { manifest } = await runLines([eventLine(), eventLine(), '', ' '], { config: none });
    expect(manifest.reconciliation).toMatchObject({ duplicates_removed: 1, blank_lines: 2 });
  });

  it('leaves the old outputs as they were', async () => {
    const { path, output } = await givenFile('a.jsonl', `${eventLines(3)}x\n`);
    await run([path], output);
    const before = await contentsOf(output);
    await rejectionOf(
      run([path], output, { config: { ingest: { max_failed_lines: 0 } } }),
      TooManyFailedLines,
    );
    expect(await contentsOf(output)).toEqual(before);
  });
});

describe('the same inputs and configuration', () => {
  /** Where the run on so many threads went, and where another on one. */
  const outputs: Record<'1' | '2' | '4' | 'again', string> = { 1: '', 2: '', 4: '', again: '' };
  beforeAll(async () => {
    const { folder, remove } = await newFolder();
    for (const of of ['1', '2', '4', 'again'] as const) {
      outputs[of] = join(folder, of);
      const resources = { threads: of === 'again' ? 1 : Number(of) };
      await run([logs.medium], outputs[of], { config: { ...anyFaults, resources } });
    }
    return remove;
  }, 120_000);

  it('give the same tables to the byte, run after run', async () => {
    expect(await tableHashes(outputs.again)).toEqual(await tableHashes(outputs[1]));
  });

  it('give the same rows in the same order on 1, 2 and 4 threads', async () => {
    const rows: unknown[] = [];
    for (const output of [outputs[1], outputs[2], outputs[4]]) {
      const numbered = (name: string) =>
        `SELECT count(*) AS n, bit_xor(hash(t, file_row_number)) AS h
         FROM read_parquet('${join(output, name)}', file_row_number = true) AS t`;
      rows.push(await Promise.all(Object.values(tables).map((name) => query(output, numbered(name)))));
    }
    for (const other of rows.slice(1)) expect(other).toEqual(rows[0]);
  });

  it('give the events in input order on several threads, each with its own line', async () => {
    const output = outputs[4];
    const [row] = await query(
      output,
      `SELECT count(*) AS events, count(*) FILTER (WHERE source_line <= previous) AS misplaced FROM (
         SELECT source_line, lag(source_line) OVER (ORDER BY file_row_number) AS previous
         FROM read_parquet('${join(output, tables.events)}', file_row_number = true))`,
    );
    expect(Number(row?.['events'])).toBeGreaterThan(90_000);
    expect(row?.['misplaced']).toBe('0');
    await accountForEveryLine(output, [logs.medium]);
  });

  it('give the same rows from a plain, a .gz and a .zst file', async () => {
    const bytes = await readFile(logs.faulty);
    const rows: unknown[] = [];
    for (const [name, content] of [
      ['a.jsonl', bytes],
      ['a.jsonl.gz', zlib.gzipSync(bytes)],
      ['a.jsonl.zst', zlib.zstdCompressSync(bytes)],
    ] as const) {
      const { path, output } = await givenFile(name, content);
      const { manifest } = await run([path], output, { config: anyFaults });
      await accountForEveryLine(output, [path]);
      const { compression } = manifest.inputs[0] ?? {};
      expect(compression).toBe({ gz: 'gzip', zst: 'zstd' }[name.slice(8)] ?? 'none');
      rows.push([
        await query(output, 'SELECT * EXCLUDE (source_file) FROM events'),
        await query(output, 'FROM daily'),
        await query(output, 'FROM cohorts'),
        manifest.reconciliation,
        manifest.quarantined,
      ]);
    }
    expect(rows[1]).toEqual(rows[0]);
    expect(rows[2]).toEqual(rows[0]);
  });
});

describe('an input that changes during the run', () => {
  it.each([
    ['grows', (path: string) => appendFile(path, `${eventLine({ event_id: 'late' })}\n`)],
    ['is touched', (path: string) => utimes(path, 1, 1)],
    ['is replaced', (path: string) => writeFile(path, eventLines(50))],
    ['disappears', (path: string) => rm(path)],
    ['becomes something else', (path: string) => writeFile(path, 'no event at all\n'.repeat(5000))],
  ])('because it %s is refused by name, at any stage, and the old outputs stay', async (_, change) => {
    for (const at of ['scan', 'ingest', 'profile', 'clean', 'aggregate']) {
      const { path, output } = await givenFile('a.jsonl', eventLines(200));
      await putFinished(output);
      const before = await contentsOf(output);
      let changed: Promise<unknown> | null = null;
      const onProgress = ({ stage }: Progress) => {
        if (stage === at) changed ??= change(path);
      };
      const { message } = await rejectionOf(run([path], output, { onProgress }), InputError);
      await changed;
      expect(message, at).toBe(`${path}: the file changed while it was read; run again once it is complete.`);
      expect(await contentsOf(output)).toEqual(before);
    }
  });
});

describe('progress', () => {
  it('tells the stages in order, never runs backwards and ends at the whole', async () => {
    const reports = largeRun.progress;
    const inOrder = reports.map(({ stage }) => stage).filter((stage, at, all) => stage !== all[at - 1]);
    expect(inOrder).toEqual(stages);
    for (const stage of stages) {
      const own = reports.filter((report) => report.stage === stage);
      for (const [index, { done, total }] of own.entries()) {
        expect(done, stage).toBeGreaterThanOrEqual(own[index - 1]?.done ?? 0);
        expect(total, stage).toBe(own[0]?.total);
        if (total !== null) expect(done, stage).toBeLessThanOrEqual(total);
      }
    }
  });

  it.each(['scan', 'ingest', 'clean'] as const)('of %s ends with all of it done', async (stage) => {
    const reports: Progress[] = [];
    const onProgress = (progress: Progress) => reports.push(progress);
    await run([logs.faulty], await makeFolder(), { config: anyFaults, onProgress });
    const last = reports.filter((report) => report.stage === stage).at(-1);
    expect(last?.total).toBeGreaterThan(0);
    expect(last?.done).toBe(last?.total);
  });

  it('counts the bytes of what is read, compressed ones as they lie on the disk', async () => {
    const packed = zlib.gzipSync(await readFile(logs.faulty));
    const { path, output } = await givenFile('a.jsonl.gz', packed);
    const reports: Progress[] = [];
    await run([path], output, { config: anyFaults, onProgress: (progress) => reports.push(progress) });
    const scan = reports.filter(({ stage }) => stage === 'scan');
    expect(scan[0]).toMatchObject({ unit: 'bytes', done: 0, total: packed.length });
  });
});

describe('the manifest and the quality report', () => {
  it('say what is true of the files beside them', async () => {
    const { path, output } = await givenFile('a.jsonl', await readFile(logs.faulty));
    const result = await run([path], output, { config: anyFaults });
    await accountForEveryLine(output, [path]);
    const manifest = manifestSchema.parse(JSON.parse(await readFile(join(output, 'manifest.json'), 'utf8')));
    expect(manifest).toEqual(result.manifest);
    const names = manifest.outputs.map(({ name }) => name);
    expect([...names, 'manifest.json'].sort()).toEqual((await readdir(output)).sort());
    for (const { name, sha256, size_bytes } of manifest.outputs) {
      const bytes = await readFile(join(output, name));
      expect([name, bytes.length, await sha256Of(join(output, name))]).toEqual([name, size_bytes, sha256]);
    }
    for (const [view, name] of Object.entries(tables)) {
      const rows = manifest.outputs.find((described) => described.name === name)?.rows;
      expect(await query(output, `SELECT count(*) AS n FROM ${view}`)).toEqual([{ n: String(rows) }]);
    }
    const { metrics, reconciliation, quarantined } = manifest;
    expect(metrics).toMatchObject({
      events_loaded: reconciliation.events_cleaned + reconciliation.duplicates_removed,
      events_cleaned: reconciliation.events_cleaned,
      events_failed: reconciliation.events_rejected,
    });
    expect(metrics.processing_time_seconds * metrics.throughput).toBeCloseTo(reconciliation.lines, 3);
    const aside = Object.values(quarantined).reduce((sum, lines) => sum + lines, 0);
    expect(aside).toBe(reconciliation.events_rejected + reconciliation.duplicates_removed);
    expect(manifest.config).toEqual(configOf(anyFaults));

    const report = qualityReportSchema.parse(
      JSON.parse(await readFile(join(output, 'quality_report.json'), 'utf8')),
    );
    expect(report).toEqual(result.report);
    expect(report.run_id).toBe(manifest.run_id);
    expect(report.status).toBe(overallStatus(report.checks));
    expect(
      await query(output, 'SELECT min(event_date)::VARCHAR AS a, max(event_date)::VARCHAR AS b FROM daily'),
    ).toEqual([{ a: manifest.calendar?.first_date, b: manifest.calendar?.last_date }]);
  });

  it('re-judged under another configuration, give the verdicts of a run under it', async () => {
    const others: SomeConfig[] = [
      { ...anyFaults, strict_mode: false, aggregation: { min_dau: 60, max_revenue_per_event: 3 } },
      {
        ...anyFaults,
        quality_checks: {
          min_events: 7_000,
          max_null_percentage: 0,
          null_scope: 'all_rows',
          max_future_days: 5_000,
          required_event_types: ['purchase', 'no_such_type'],
        },
      },
    ];
    const { report } = await run([logs.faulty], await makeFolder(), { config: anyFaults });
    for (const other of others) {
      const anew = await run([logs.faulty], await makeFolder(), { config: other });
      const verdicts = (checks: typeof report.checks) => checks.map(({ samples: _, ...verdict }) => verdict);
      expect(verdicts(evaluateChecks(report.measured, configOf(other)))).toEqual(
        verdicts(anew.report.checks),
      );
    }
  });

  it('tell the null share of a column in both scopes', async () => {
    const lines = [
      eventLine({ event_id: 'a', event_type: 'purchase', sku: 'x', session_id: 's' }),
      eventLine({ event_id: 'b', event_type: 'purchase', session_id: 's' }),
      eventLine({ event_id: 'c', session_id: 's' }),
      eventLine({ event_id: 'd', session_id: 's' }),
    ];
    const { report } = await runLines(lines);
    expect(report.measured.columns.find(({ column }) => column === 'prop_sku')).toMatchObject({
      nulls_by_event_type: 1,
      rows_by_event_type: 2,
      nulls_all_rows: 3,
      rows_all: 4,
    });
    const samples = report.checks.find(({ column }) => column === 'prop_sku')?.samples;
    expect(samples?.map(({ line, event_id }) => [line, event_id])).toEqual([[2, 'b']]);
  });
});

describe('an event of the future', () => {
  it('stays among the events and counts in no metric', async () => {
    const now = new Date('2024-01-20T12:00:00Z');
    const buy = { event_type: 'purchase', price_usd: 10 };
    const lines = [
      eventLine({ event_id: 'a', timestamp: '2024-01-18T10:00:00Z' }),
      eventLine({ event_id: 'b', timestamp: '2024-01-18T11:00:00Z', ...buy }),
      eventLine({ event_id: 'edge', timestamp: '2024-01-21T12:00:00Z', player_id: 'p2' }),
      eventLine({ event_id: 'c', timestamp: '2024-01-21T12:00:00.000001Z', player_id: 'p3' }),
      eventLine({ event_id: 'd', timestamp: '2024-01-25T12:00:00Z', ...buy }),
    ];
    const { output, report } = await runLines(lines, { now });
    expect(await query(output, 'SELECT event_id FROM events WHERE is_future')).toEqual([
      { event_id: 'c' },
      { event_id: 'd' },
    ]);
    expect(
      await query(
        output,
        'SELECT event_date::VARCHAR AS d, dau, total_events AS n, total_revenue AS r FROM daily',
      ),
    ).toEqual([
      { d: '2024-01-18', dau: '1', n: '2', r: 10 },
      { d: '2024-01-19', dau: '0', n: '0', r: 0 },
      { d: '2024-01-20', dau: '0', n: '0', r: 0 },
      { d: '2024-01-21', dau: '1', n: '1', r: 0 },
    ]);
    expect(await query(output, 'SELECT sum(active_players)::INT AS n FROM cohorts')).toEqual([{ n: 2 }]);
    expect(report.checks.find(({ id }) => id === 'future_timestamps')).toMatchObject({
      status: 'warn',
      measured: 2,
    });
  });
});

describe('time', () => {
  const timesOf = async (timestamps: string[], timezone: string) => {
    const lines = timestamps.map((timestamp, index) => eventLine({ event_id: `e${index}`, timestamp }));
    const { output } = await runLines(lines, { config: { aggregation: { timezone } } });
    const rows = await query(
      output,
      `SELECT strftime(timezone('UTC', timestamp), '%Y-%m-%dT%H:%M') AS utc, event_date::VARCHAR AS d, event_hour AS h, day_of_week AS w FROM events`,
    );
    return rows.map(({ utc, d, h, w }) => [utc, d, h, w]);
  };

  it('of an event is its own instant, its date and hour those of the reporting time zone', async () => {
    expect(
      await timesOf(
        ['2024-03-10T06:59:00Z', '2024-03-10T07:00:00Z', '2024-03-10T04:59:00Z'],
        'America/New_York',
      ),
    ).toEqual([
      // Clocks go from 2 to 3 at 07:00 UTC, on a Sunday.
      ['2024-03-10T06:59', '2024-03-10', 1, 7],
      ['2024-03-10T07:00', '2024-03-10', 3, 7],
      ['2024-03-10T04:59', '2024-03-09', 23, 6],
    ]);
  });

  it('without an offset is that of the reporting time zone, over both changes of its clocks', async () => {
    expect(
      await timesOf(['2024-03-31T01:30:00', '2024-03-31T02:30:00', '2024-10-27T02:30:00'], 'Europe/Prague'),
    ).toEqual([
      ['2024-03-31T00:30', '2024-03-31', 1, 7],
      // Never occurs: moved on by the hour that was left out.
      ['2024-03-31T01:30', '2024-03-31', 3, 7],
      // Occurs twice: the later of the two.
      ['2024-10-27T01:30', '2024-10-27', 2, 7],
    ]);
  });

  it('of the run decides which day is complete', async () => {
    const days = ['2024-01-01', '2024-01-02', '2024-01-03'];
    const lines = days.map((day, index) =>
      eventLine({ event_id: `e${index}`, timestamp: `${day}T10:00:00Z` }),
    );
    const completeAsOf = async (now: string, timezone = 'UTC') => {
      const { output, manifest } = await runLines(lines, {
        now: new Date(now),
        config: { aggregation: { timezone } },
      });
      const rows = await query(output, 'SELECT event_date::VARCHAR AS d FROM daily WHERE is_complete');
      expect(manifest.as_of).toBe(new Date(now).toISOString());
      expect(manifest.calendar?.last_complete_date).toBe(rows.at(-1)?.['d']);
      const [cohort] = await query(output, 'SELECT count(*) AS n FROM cohorts WHERE is_complete');
      return [rows.length, cohort?.['n']];
    };
    expect(await completeAsOf('2024-01-03T23:59:59Z')).toEqual([2, '2']);
    expect(await completeAsOf('2024-01-04T00:00:00Z')).toEqual([3, '3']);
    expect(await completeAsOf('2024-06-01T00:00:00Z')).toEqual([3, '3']);
    // In Honolulu it is still the 3rd.
    expect(await completeAsOf('2024-01-04T09:59:00Z', 'Pacific/Honolulu')).toEqual([2, '2']);
  });
});

describe('several files', () => {
  it('are read in natural order, and every event knows its file and line', async () => {
    const folder = await makeFolder();
    const content: Record<string, string[]> = {
      'day1.jsonl': ['', eventLine({ event_id: 'a' }), 'broken', eventLine({ event_id: 'b' })],
      'day2.jsonl.gz': [eventLine({ event_id: 'c' }), eventLine({ event_id: 'a' })],
      'day10.jsonl.zst': [eventLine({ event_id: 'b' }), '', eventLine({ event_id: 'd' })],
    };
    await mkdir(join(folder, 'in'));
    for (const [name, lines] of Object.entries(content)) {
      const plain = Buffer.from(lines.join('\r\n'));
      const packed = name.endsWith('gz') ? zlib.gzipSync(plain) : zlib.zstdCompressSync(plain);
      await writeFile(join(folder, 'in', name), name.endsWith('jsonl') ? plain : packed);
    }
    const output = join(folder, 'out');
    const { manifest } = await run([join(folder, 'in')], output);
    await accountForEveryLine(
      output,
      manifest.inputs.map(({ path }) => path),
    );
    const rows = await query(output, 'SELECT event_id AS id, source_file AS f, source_line AS l FROM events');
    const at = (name: string) => join(folder, 'in', name);
    expect(rows).toEqual([
      { id: 'a', f: at('day1.jsonl'), l: '2' },
      { id: 'b', f: at('day1.jsonl'), l: '4' },
      { id: 'c', f: at('day2.jsonl.gz'), l: '1' },
      { id: 'd', f: at('day10.jsonl.zst'), l: '3' },
    ]);
    const duplicates = (await readFile(join(output, 'rejected_events.jsonl'), 'utf8'))
      .split('\n')
      .filter((line) => line.includes('duplicate_event_id'));
    expect(duplicates[0]).toContain(`first at ${at('day1.jsonl')}:2`);
    expect(duplicates[1]).toContain(`first at ${at('day1.jsonl')}:4`);
  });

  it('named twice are read once', async () => {
    const { folder, path, output } = await givenFile('a.jsonl', eventLines(3));
    const { manifest } = await run([path, join(folder, '*.jsonl'), folder], output);
    expect(manifest.reconciliation.lines).toBe(3);
  });
});

describe('a small memory limit', () => {
  it('is enough for 300,000 lines: the rest goes to temp_directory, which is empty again in the end', async () => {
    const folder = await makeFolder();
    const temp = join(folder, 'temp');
    await mkdir(temp);
    const used: string[][] = [];
    const onProgress = ({ stage }: Progress) => {
      if (stage === 'aggregate') used.push(['']);
    };
    const watch = setInterval(() => void readdir(temp).then((names) => used.push(names)), 50);
    const resources = { memory_limit: '100MB', threads: 2, temp_directory: temp };
    try {
      const config = { ...anyFaults, resources };
      const { manifest } = await run([logs.large], join(folder, 'small'), { config, onProgress });
      expect(manifest.reconciliation.lines).toBe(300_000);
    } finally {
      clearInterval(watch);
    }
    expect(used.some((names) => names.some((name) => name.startsWith('event-analytics-work-')))).toBe(true);
    expect(await readdir(temp)).toEqual([]);
    for (const view of ['events', 'daily', 'cohorts'] as const) {
      const sum = `SELECT count(*) AS n, bit_xor(hash(t)) AS h FROM ${view} AS t`;
      expect(await query(join(folder, 'small'), sum)).toEqual(await query(largeRun.output, sum));
    }
  });
});

describe('the log at DEBUG', () => {
  it('holds every statement with its time', async () => {
    const messages: string[] = [];
    const logger = { ...silentLogger, debug: (message: string) => messages.push(message) };
    await runLines([eventLine()], { logger });
    for (const message of messages) expect(message).toMatch(/^\d+ ms: \S/);
    for (const table of Object.values(tables))
      expect(messages.some((message) => message.includes('COPY') && message.includes(table))).toBe(true);
    expect(messages.every((message) => !message.includes('\n'))).toBe(true);
  });
});

describe('check', () => {
  it('judges as a run does, and writes nothing', async () => {
    const temp = await useTempFolder();
    const { folder, path } = await givenFile('a.jsonl', await readFile(logs.faulty));
    const before = await contentsOf(folder);
    const job = jobOf([path], { config: { ...anyFaults, strict_mode: true } });
    const report = await checkPipeline(job);
    expect(await contentsOf(folder)).toEqual(before);
    expect((await readdir(temp)).filter((name) => !folder.endsWith(name))).toEqual([]);
    expect(report.status).toBe('fail');
    const { report: lenient } = await run([path], join(folder, 'out'), { config: anyFaults });
    expect(report.measured).toEqual(lenient.measured);
    expect(report.checks.map(({ status }) => (status === 'fail' ? 'warn' : status))).toEqual(
      lenient.checks.map(({ status }) => status),
    );
  });
});

describe('EventEtlPipeline', () => {
  async function given(yaml: string) {
    const { folder, path, output } = await givenFile(
      'events.jsonl',
      `${eventLines(3)}broken\n${eventLine()}\n`,
    );
    const configPath = join(folder, 'config.yaml');
    await writeFile(configPath, yaml);
    return { folder, path, output, configPath };
  }

  it('has the metrics of its last finished run, and none before it', async () => {
    const { path, output, configPath } = await given('');
    const pipeline = new EventEtlPipeline({ inputs: [path], configPath });
    expect(pipeline.metrics).toBeNull();
    const { manifest } = await pipeline.run({ outputDir: output });
    expect(pipeline.metrics).toEqual(manifest.metrics);
    expect(pipeline.metrics).toMatchObject({ events_loaded: 4, events_cleaned: 3, events_failed: 1 });
  });

  it('finds its inputs, or names what is wrong with them', async () => {
    const { folder, path } = await given('');
    const [file] = await new EventEtlPipeline({ inputs: [folder] }).validateInputs();
    expect(file).toMatchObject({ path, compression: 'none' });
    const missing = new EventEtlPipeline({ inputs: [path, join(folder, 'missing.jsonl')] });
    const { message } = await rejectionOf(missing.validateInputs(), InputError);
    expect(message).toBe(`${folder}/missing.jsonl: there is no such file or folder.`);
  });

  it('reads the configuration from its path', async () => {
    const { path, output, configPath } = await given('ingest: { max_failed_lines: 0 }\n');
    const pipeline = new EventEtlPipeline({ inputs: [path], configPath });
    await rejectionOf(pipeline.run({ outputDir: output }), TooManyFailedLines);
    expect(pipeline.metrics).toBeNull();
  });

  it('overrides strict_mode in both directions', async () => {
    for (const inFile of [true, false]) {
      const { path, output, configPath, folder } = await given(`strict_mode: ${inFile}\n`);
      const strictly = (strict: boolean) => new EventEtlPipeline({ inputs: [path], configPath, strict });
      await rejectionOf(strictly(true).run({ outputDir: output }), DataQualityError);
      expect(await readdir(folder)).not.toContain('out');
      const { manifest } = await strictly(false).run({ outputDir: output });
      expect(manifest.config.strict_mode).toBe(false);
      expect((await strictly(true).check()).status).toBe('fail');
    }
  });

  it.each([
    ['no YAML', 'quality_checks: [1\n', /config\.yaml:\d+:\d+: /],
    [
      'of a wrong type',
      'quality_checks:\n  min_events: many\n',
      /config\.yaml:2:15: quality_checks\.min_events/,
    ],
    ['with an unknown key', 'strict_mod: true\n', /config\.yaml:1:1: .*strict_mode/],
  ])(
    'refuses a configuration that is %s, by file, line and column, before anything is read',
    async (_, yaml, place) => {
      const { path, output, configPath, folder } = await given(yaml);
      const before = await contentsOf(folder);
      const failing: Promise<unknown> = new EventEtlPipeline({ inputs: [path], configPath }).run({
        outputDir: output,
      });
      const error: EtlError = await rejectionOf(failing, ConfigError);
      expect(error.code).toBe('INVALID_CONFIG');
      expect(error.message).toMatch(place);
      expect(await contentsOf(folder)).toEqual(before);
    },
  );

  it('refuses a named configuration that is missing', async () => {
    const { path, output, folder } = await given('');
    const pipeline = new EventEtlPipeline({ inputs: [path], configPath: join(folder, 'none.yaml') });
    const { message } = await rejectionOf(pipeline.run({ outputDir: output }), ConfigError);
    expect(message).toContain(`${folder}/none.yaml`);
  });

  it('takes asOf for now', async () => {
    const { path, output, configPath } = await given('');
    const asOf = new Date('2024-01-15T20:00:00Z');
    const { manifest } = await new EventEtlPipeline({ inputs: [path], configPath, asOf }).run({
      outputDir: output,
    });
    expect(manifest.as_of).toBe(asOf.toISOString());
    expect(manifest.calendar?.last_complete_date).toBe('2024-01-14');
  });
});
