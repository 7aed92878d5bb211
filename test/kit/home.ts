import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { RunHistory } from '../../electron/main/run-history.ts';
import { RunRecorder } from '../../electron/main/run-recorder.ts';
import { RunRecords } from '../../electron/main/run-records.ts';
import { RunStore } from '../../electron/main/run-store.ts';
import { defaultConfig } from '../../shared/config/schema.ts';
import type { RunEvent } from '../../shared/ipc/schemas.ts';
import type { CheckResult } from '../../shared/quality/check-result.ts';
import type { Measured } from '../../shared/quality/measured.ts';
import type { Manifest } from '../../shared/run/manifest.ts';

const run = promisify(execFile);
const fromText = ['--input-type=module-typescript', '-e'];

// Helpers of tests only: the app's folders with real files.

/** What every run of the tests is started with. */
export const start = {
  inputs: ['/logs/day1.jsonl', '/logs/day2.jsonl'],
  config: { name: 'r.yaml', text: '# mine' },
};

/** An app's folders, opened as the app does at each start. */
export class Home {
  readonly folder: string;
  readonly records: RunRecords;
  readonly history: RunHistory;
  readonly recorder: RunRecorder;
  readonly released: string[] = [];
  /** Runs that were told as cut off. */
  readonly interrupted: string[] = [];
  /** Runs that are used just now. */
  readonly inUse = new Set<string>();

  /** @param records what its folder of records is called: another app on the same runs has records of its own */
  constructor(folder: string, records = 'run-records') {
    this.folder = folder;
    this.records = new RunRecords(join(folder, records));
    this.recorder = new RunRecorder(this.records);
    this.history = new RunHistory({
      store: new RunStore(join(folder, 'runs')),
      records: this.records,
      logsFolder: join(folder, 'logs'),
      inUse: async (id) => (this.inUse.has(id) ? 'This run is being exported.' : null),
      tidy: (id) => tidyByEngine(join(folder, 'runs', id)),
      onInterrupted: (ids) => this.interrupted.push(...ids),
      release: async (id) => {
        this.released.push(id);
      },
    });
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  /** A finished run on disk: of so many bytes besides its papers, begun in so many minutes. */
  async finish({ minute = 0, bytes = 0, checks = [] as CheckResult[], id = randomUUID() } = {}) {
    const folder = this.path('runs', id);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'events_cleaned.parquet'), Buffer.alloc(bytes));
    const report = { run_id: id, status: 'warn', checks, measured };
    await writeFile(join(folder, 'quality_report.json'), JSON.stringify(report));
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifestOf(id, minute)));
    await mkdir(this.path('logs'), { recursive: true });
    await writeFile(this.path('logs', `${id}.log`), 'a line\n');
    return id;
  }

  /** A run of another process that has come so far, until it is killed. */
  async begin(far: 'locked' | 'staging') {
    const id = randomUUID();
    const folder = this.path('runs', id);
    const program = `
      import { mkdirSync } from 'node:fs';
      import { lockOutput } from './electron/etl/output/output-lock.ts';
      import { openOutputFolder } from './electron/etl/output/output-folder.ts';
      const [folder, id, far] = process.argv.slice(1);
      mkdirSync(folder, { recursive: true });
      await (far === 'locked' ? lockOutput(folder, id) : openOutputFolder(folder, id));
      console.log('there');
      setInterval(() => {}, 1000);
    `;
    const child = spawn(process.execPath, [...fromText, program, folder, id, far]);
    const end = once(child, 'exit');
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    const kill = async () => {
      child.kill('SIGKILL');
      await end;
    };
    return { id, kill };
  }

  /** What the engine tells of a run. */
  hear(...events: RunEvent[]): void {
    for (const event of events) this.recorder.hear(event, start);
  }

  /** The runs in the history, the latest first, each with what came of it. */
  async outcomes(): Promise<string[][]> {
    return (await this.history.list()).entries.map(({ id, outcome }) => [id, outcome]);
  }
}

/** What the engine does, in a process of its own as in the app. */
async function tidyByEngine(folder: string): Promise<{ isInUse: boolean }> {
  const program = `
    import { tidyRun } from './electron/etl/worker/tidy-run.ts';
    console.log(JSON.stringify(await tidyRun(process.argv[1])));
  `;
  const { stdout } = await run(process.execPath, [...fromText, program, folder]);
  return z.object({ isInUse: z.boolean() }).parse(JSON.parse(stdout));
}

/** Folders of the test's own, removed after it. */
export async function newHome(): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), 'run-history-'));
  const home = new Home(folder);
  onTestFinished(async () => {
    // Records still under way would come back.
    await home.records.list();
    await rm(folder, { recursive: true, force: true });
  });
  return home;
}

const emptyTail = { values: [], total: 0, complete: true };
const measured: Measured = {
  events: 8,
  event_types: [],
  event_types_complete: true,
  missing_event_types: [],
  columns: [],
  duplicates: { count: 1, samples: [] },
  future: { seconds_ahead: emptyTail, samples: [] },
  revenue: { amounts: null, samples: [] },
  daily_active: emptyTail,
  rejected: { count: 1, samples: [] },
};

function manifestOf(id: string, minute: number): Manifest {
  const at = (seconds: number) => new Date(Date.UTC(2024, 0, 1, 0, minute, seconds)).toISOString();
  return {
    run_id: id,
    app_version: '1',
    engine_version: '1',
    started_at: at(0),
    finished_at: at(2),
    as_of: at(0),
    config: defaultConfig,
    inputs: [{ path: '/a.jsonl', size_bytes: 1, modified_at: at(0), compression: 'none', lines: 10 }],
    reconciliation: {
      lines: 10,
      events_cleaned: 8,
      events_rejected: 1,
      duplicates_removed: 1,
      blank_lines: 0,
    },
    metrics: {
      events_loaded: 9,
      events_cleaned: 8,
      events_failed: 1,
      processing_time_seconds: 2,
      throughput: 5,
    },
    quarantined: {},
    calendar: null,
    properties: [],
    rest_keys: 0,
    outputs: [],
  };
}

/** A run begins, in so many minutes. */
export const started = (jobId: string, minute: number): RunEvent => ({
  type: 'started',
  jobId,
  atMs: Date.UTC(2024, 0, 1, 0, minute),
  inputs: start.inputs,
  logFile: '/x.log',
});
/** It comes to a stage. */
export const reached = (jobId: string, stage: 'scan' | 'ingest'): RunEvent => ({
  type: 'progress',
  jobId,
  atMs: 0,
  progress: { stage, unit: 'bytes', done: 1, total: 2, ratePerSecond: null, secondsLeft: null },
});
