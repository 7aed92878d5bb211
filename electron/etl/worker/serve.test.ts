import { type Serializable, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { type EngineMessage, engineMessageSchema } from '../../../shared/ipc/engine.ts';
import { type JobKind, jobSchemas } from '../../../shared/ipc/jobs.ts';
import { parseCsv } from '../../../test/kit/parse-csv.ts';
import { writeEvents } from '../generate/write-events.ts';
import type { Folders } from '../jobs/work.ts';
import { serveEngine } from './serve.ts';

const jobId = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
const otherId = '0b0f3b7e-3b0e-4c55-9d0c-2f4f6a1d1c11';
const reading = {
  timezone: 'UTC',
  maxLineBytes: 16_777_216,
  maxExpansionRatio: 200,
  maxPropertyColumns: 500,
};
const job = { config: null, environment: {}, memoryLimit: 'auto', threads: 'auto', spillFolder: null };

/** Where the app would be. */
type Line = {
  post(message: unknown): void;
  listen(listener: (message: unknown) => void): void;
  close(): Promise<void>;
  /** The process of the engine. */
  pid: number | undefined;
};

function connect(folders: Folders): Line {
  const { port1, port2 } = new MessageChannel();
  serveEngine(
    { send: (message) => port2.postMessage(message), listen: (listener) => port2.on('message', listener) },
    folders,
  );
  return {
    post: (message) => port1.postMessage(message),
    listen: (listener) => port1.on('message', listener),
    close: async () => port1.close(),
    pid: process.pid,
  };
}

/** The engine in a process of its own: what other tests left in the memory of this one does not count. */
function connectToProcess({ runs, logs, work }: Folders): Line {
  const program = `
    import { serveEngine } from '${new URL('serve.ts', import.meta.url).href}';
    const [runs, logs, work] = process.argv.slice(1);
    const listen = (listener) => process.on('message', listener);
    serveEngine({ send: (message) => process.send(message), listen }, { runs, logs, work });
  `;
  const options = ['--input-type=module-typescript', '-e', program, runs, logs, work];
  const engine = spawn(process.execPath, options, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const end = once(engine, 'exit');
  return {
    post: (message) => void engine.send(message as Serializable),
    listen: (listener) => engine.on('message', listener),
    close: async () => {
      engine.kill();
      await end;
    },
    pid: engine.pid,
  };
}

/** The most memory that a process has had so far. */
function peakBytesOf(pid: number | undefined): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}

/** An engine at the other end of a real line, with folders of its own. */
function openEngine(connected = connect) {
  const folder = mkdtempSync(join(tmpdir(), 'event-analytics-worker-'));
  const folders = { runs: join(folder, 'runs'), logs: join(folder, 'logs'), work: join(folder, 'work') };
  // What an engine that was killed leaves behind.
  mkdirSync(join(folders.work, 'event-analytics-work-killed', 'spill'), { recursive: true });
  const line = connected(folders);
  const messages: EngineMessage[] = [];
  const listeners = new Set<() => void>();
  line.listen((message) => {
    messages.push(engineMessageSchema.parse(message));
    for (const listener of listeners) listener();
  });
  /** The first message that is meant, whether it came already or will. */
  const next = (isMeant: (message: EngineMessage) => boolean) =>
    new Promise<EngineMessage>((resolve) => {
      const look = () => {
        const found = messages.find(isMeant);
        if (found !== undefined) resolve(found);
      };
      listeners.add(look);
      look();
    });
  const ask = (id: number, call: string, value: unknown) => {
    line.post({ id, call, value });
    return next((message) => (message.type === 'answer' || message.type === 'failure') && message.id === id);
  };
  onTestFinished(async () => {
    // A job that a test began and did not await would write, and compute, while the next test is on.
    const begun = messages.flatMap((message) =>
      message.type === 'job' && isEvent(message.event, { type: 'started' }) ? [message] : [],
    );
    for (const [index, { event: told }] of begun.entries()) {
      const { jobId: id } = eventSchema.parse(told);
      await ask(1000 + index, 'job:cancel', { jobId: id });
      await next(
        (message) =>
          message.type === 'job' &&
          ['finished', 'failed'].some((type) => isEvent(message.event, { type, jobId: id })),
      );
    }
    await line.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    pid: line.pid,
    folder,
    ...folders,
    messages,
    ask,
    /** Nobody waits for an answer any more. */
    abandon: (id: number) => line.post({ abandoned: id }),
    /** Anything at all. */
    post: (message: unknown) => line.post(message),
    /** The first event of a type in a job of a kind. */
    event: (type: string, kind: JobKind = 'run', ofJob = jobId) =>
      next(
        (message) =>
          message.type === 'job' && message.kind === kind && isEvent(message.event, { type, jobId: ofJob }),
      ),
    /** The types of what was told of jobs of a kind, in order. */
    types: (kind: JobKind) =>
      messages.flatMap((message) =>
        message.type === 'job' && message.kind === kind
          ? [jobSchemas[kind].event.parse(message.event).type]
          : [],
      ),
  };
}

const eventSchema = z.object({ type: z.string(), jobId: z.string() });

function isEvent(event: unknown, meant: { type: string; jobId?: string }): boolean {
  const { type, jobId: id } = eventSchema.parse(event);
  return type === meant.type && id === (meant.jobId ?? id);
}

const start = (kind: JobKind, given: object, id = jobId) => ({ kind, jobId: id, start: given });

const sample = 'resources/sample_events.jsonl';

describe('the engine behind a port', () => {
  it('finds files, and names what it cannot use', async () => {
    const { ask, folder } = openEngine();
    copyFileSync(sample, join(folder, 'a.jsonl'));
    const missing = join(folder, 'missing.jsonl');
    expect(await ask(1, 'dataset:discover', [missing, folder])).toMatchObject({
      type: 'answer',
      value: {
        files: [{ path: join(folder, 'a.jsonl'), compression: 'none' }],
        problems: [{ path: missing }],
      },
    });
  });

  it('takes names as they stand: one that is gone is no glob', async () => {
    const { ask, event, folder } = openEngine();
    copyFileSync(sample, join(folder, 'a.jsonl'));
    const gone = join(folder, '{..,[ab]}.jsonl');
    expect(await ask(1, 'dataset:discover', [gone])).toMatchObject({
      value: { files: [], problems: [{ path: gone, message: `${gone}: there is no such file or folder.` }] },
    });
    await ask(2, 'job:start', start('run', { ...job, inputs: [gone] }));
    expect(await event('failed')).toMatchObject({ event: { error: { code: 'INVALID_INPUT' } } });
  });

  it('runs a job, telling of it from start to end', async () => {
    const { ask, event, types, runs, logs } = openEngine();
    expect(await ask(1, 'job:start', start('run', { ...job, inputs: [sample] }))).toMatchObject({
      type: 'answer',
    });
    await event('finished');
    const told = types('run');
    expect(told[0]).toBe('started');
    expect(told.at(-1)).toBe('finished');
    expect(told).toContain('progress');
    expect(existsSync(join(runs, jobId, 'manifest.json'))).toBe(true);
    expect(readFileSync(join(logs, `${jobId}.log`), 'utf8')).toMatch(
      /INFO {4}Done: 4,985 events cleaned\.\n$/,
    );
  });

  it('exports a finished run, and not into its own store', async () => {
    const { ask, event, types, folder, runs } = openEngine();
    await ask(1, 'job:start', start('run', { ...job, inputs: [sample] }));
    await event('finished');
    const to = join(folder, 'to');
    mkdirSync(to);
    const form = { format: 'csv', compression: 'zstd', layout: 'single' };
    const resources = { memoryLimit: 'auto', threads: 'auto' };
    expect(await ask(2, 'export:plan', { runId: jobId, form, ...resources })).toMatchObject({
      value: [
        { output: 'events', name: 'events_cleaned.csv', rows: 4985, isEstimate: true },
        {},
        {},
        {},
        {},
        {},
      ],
    });
    expect(await ask(3, 'export:target', { folder: to })).toMatchObject({ value: { existing: [] } });
    const given = { ...resources, runId: jobId, form, outputs: ['daily', 'manifest'], replace: [] };
    await ask(4, 'job:start', start('export', { ...given, folder: to }));
    expect(await event('finished', 'export')).toMatchObject({
      event: { result: { written: [{ path: join(to, 'daily_metrics.csv') }, { name: 'manifest.json' }] } },
    });
    expect(readdirSync(to).toSorted()).toEqual(['daily_metrics.csv', 'manifest.json']);
    const told = types('export');
    expect(told[0]).toBe('started');
    expect(told).toContain('progress');

    await ask(5, 'job:start', start('export', { ...given, folder: runs }, otherId));
    expect(await event('failed', 'export', otherId)).toMatchObject({
      event: { error: { code: 'OUTPUT_FAILED', message: expect.stringContaining('keeps its runs') } },
    });
  });

  it('saves tables of a run as CSV until it is cancelled, and never in the store of runs', async () => {
    const { ask, event, folder, runs } = openEngine();
    const input = join(folder, 'in.jsonl');
    copyFileSync(sample, input);
    appendFileSync(input, '{"half\n');
    await ask(1, 'job:start', start('run', { ...job, inputs: [input] }));
    await event('finished');
    const target = join(folder, 'saved.csv');
    const rows = { table: 'events', runId: jobId, filters: [], sort: null, columns: ['event_id'] };
    const resources = { memoryLimit: 'auto', threads: 'auto' };
    const [one, two, three, four] = Array.from({ length: 4 }, () => randomUUID());
    await ask(2, 'job:start', start('save', { rows, target, ...resources }, one));
    expect(await event('finished', 'save', one)).toMatchObject({ event: { result: { path: target } } });
    expect(parseCsv(readFileSync(target, 'utf8'))).toHaveLength(1 + 4985);
    const lines = { table: 'quarantine', runId: jobId, reason: 'malformed_json', file: null, search: '' };
    await ask(3, 'job:start', start('save', { rows: lines, target, ...resources }, two));
    await event('finished', 'save', two);
    expect(readFileSync(target, 'utf8')).toContain('"{""half"');

    const inStore = { rows, target: join(runs, jobId, 'events_cleaned.parquet'), ...resources };
    await ask(4, 'job:start', start('save', inStore, three));
    expect(await event('failed', 'save', three)).toMatchObject({
      event: { error: { code: 'OUTPUT_FAILED', message: expect.stringContaining('keeps its runs') } },
    });
    const sorted = { ...rows, sort: { column: 'event_id', direction: 'ascending' } };
    await ask(5, 'job:start', start('save', { rows: sorted, target, ...resources }, four));
    await ask(6, 'job:cancel', { jobId: four });
    expect(await event('failed', 'save', four)).toMatchObject({ event: { error: { code: 'CANCELLED' } } });
  });

  it('spills to the folder the user chose; rules may name that one and no other', async () => {
    const { ask, event, runs, folder } = openEngine();
    const spillFolder = join(folder, 'spill');
    await ask(1, 'job:start', start('run', { ...job, inputs: [sample], spillFolder }));
    await event('finished');
    expect(JSON.parse(readFileSync(join(runs, jobId, 'manifest.json'), 'utf8'))).toMatchObject({
      config: { resources: { temp_directory: spillFolder } },
    });

    const another = openEngine();
    const naming = (path: string) => ({ name: 'r.yaml', text: `resources:\n  temp_directory: ${path}\n` });
    const other = join(folder, 'other');
    const refused = {
      type: 'failure',
      error: {
        code: 'INVALID_CONFIG',
        message: `r.yaml: resources.temp_directory names ${other}, which is not the folder for temporary files in Settings: choose it there, or set the key to null.`,
      },
    };
    const naughty = { ...job, inputs: [sample], config: naming(other) };
    expect(await another.ask(1, 'job:start', start('run', { ...naughty, spillFolder }))).toMatchObject(
      refused,
    );
    expect(await another.ask(2, 'job:start', start('run', { ...naughty, spillFolder: null }))).toMatchObject(
      refused,
    );
    const same = { ...naughty, spillFolder, config: naming(`${spillFolder}/`) };
    expect(await another.ask(3, 'job:start', start('run', same))).toMatchObject({ type: 'answer' });
    await another.event('finished');
    expect(existsSync(other)).toBe(false);
  });

  it('cancels a job, leaving nothing', async () => {
    const { ask, event, runs } = openEngine();
    await ask(1, 'job:start', start('run', { ...job, inputs: [sample] }));
    await ask(2, 'job:cancel', { jobId });
    expect(await event('failed')).toMatchObject({ event: { error: { code: 'CANCELLED' } } });
    expect(existsSync(runs) ? readdirSync(runs) : []).toEqual([]);
  });

  it('answers a faulty configuration with every fault and its place', async () => {
    const { ask } = openEngine();
    const config = { name: 'rules.yaml', text: 'strict_mode: perhaps\nunknown: 1\n' };
    expect(await ask(1, 'job:start', start('run', { ...job, inputs: [sample], config }))).toMatchObject({
      type: 'failure',
      error: { code: 'INVALID_CONFIG', detail: [{ line: 1 }, { line: 2 }] },
    });
  });

  it('takes variables from what the job brings, not from its own environment', async () => {
    const { ask, event, runs } = openEngine();
    const rules = (name: string) => ({
      name: 'r.yaml',
      text: `aggregation:\n  timezone: \${${name}}\n`,
    });
    const of = (name: string, environment: object) => ({
      ...job,
      inputs: [sample],
      config: rules(name),
      environment,
    });
    expect(await ask(1, 'job:start', start('run', of('PATH', {})))).toMatchObject({
      error: { code: 'INVALID_CONFIG', detail: [{ message: expect.stringContaining('PATH is not set') }] },
    });
    expect(await ask(2, 'job:start', start('run', of('PATH', { PATH: null })))).toMatchObject({
      error: { code: 'INVALID_CONFIG', detail: [{ message: expect.stringContaining('PATH is not read') }] },
    });
    await ask(3, 'job:start', start('run', of('ZONE', { ZONE: 'Europe/Vienna' })));
    await event('finished');
    expect(readFileSync(join(runs, jobId, 'manifest.json'), 'utf8')).toContain('Europe/Vienna');
  });

  it('refuses what does not fit the contract', async () => {
    const { ask } = openEngine();
    expect(await ask(1, 'job:start', start('run', { ...job, inputs: [] }))).toMatchObject({
      type: 'failure',
      error: { code: 'INVALID_ARGUMENT' },
    });
  });

  it('does not mind what is no request', async () => {
    const { ask, post, messages } = openEngine();
    for (const message of [
      null,
      'nonsense',
      7,
      [],
      {},
      { id: 'one' },
      { abandoned: 99 },
      { abandoned: null },
    ])
      post(message);
    expect(await ask(1, 'no:such', {})).toMatchObject({ error: { code: 'INVALID_ARGUMENT' } });
    expect(await ask(2, 'toString', {})).toMatchObject({ error: { code: 'INVALID_ARGUMENT' } });
    expect(await ask(3, 'daily:metrics', null)).toMatchObject({ error: { code: 'INVALID_ARGUMENT' } });
    expect(await ask(4, 'dataset:discover', [sample])).toMatchObject({ type: 'answer' });
    expect(messages).toHaveLength(4);
  });

  it('ends what nobody waits for, and answers the rest, of a run that stays open', async () => {
    const { ask, abandon, event, messages } = openEngine();
    await ask(1, 'job:start', start('run', { ...job, inputs: [sample] }));
    await event('finished');
    const manifest = messages.flatMap((one) => (one.type === 'answer' ? [one.value] : []));
    expect(manifest).toEqual([undefined]);
    const range = { from: '2024-01-01', to: '2026-12-31' };
    const asked = { runId: jobId, metric: 'dau', by: 'event_type', top: 5, ...range };
    // Two wait for the same, which is made once: one that goes does not take it from the other.
    const [first, second] = [ask(10, 'daily:breakdown', asked), ask(11, 'daily:breakdown', asked)];
    abandon(10);
    const burst = Array.from({ length: 20 }, (_, index) =>
      ask(20 + index, 'daily:breakdown', { ...asked, metric: index % 2 === 0 ? 'sessions' : 'revenue' }),
    );
    for (let index = 0; index < 19; index += 1) abandon(20 + index);
    expect(await first).toMatchObject({ type: 'failure', error: { code: 'CANCELLED' } });
    expect(await second).toMatchObject({ type: 'answer', value: { values: expect.any(Number) } });
    const ends = await Promise.all(burst);
    for (const end of ends.slice(0, 19))
      expect(end).toMatchObject({ type: 'failure', error: { code: 'CANCELLED' } });
    expect(ends[19]).toMatchObject({ type: 'answer' });
    expect(await ask(50, 'daily:metrics', { runId: jobId })).toMatchObject({ type: 'answer' });
  });

  it('stays within its memory, a run, a save, an export, a look and views at once', async () => {
    const { ask, post, event, folder, pid } = openEngine(connectToProcess);
    const input = join(folder, 'in.jsonl');
    await writeEvents({ events: 200_000, players: 5000, days: 31, seed: 1, output: input });
    const limit = 1e9;
    post({ memoryLimit: '1GB' });
    await ask(1, 'job:start', start('run', { ...job, inputs: [input] }));
    await event('finished');
    const resources = { memoryLimit: 'auto', threads: 'auto' };
    const to = join(folder, 'to');
    mkdirSync(to);
    const form = { format: 'csv', compression: 'none', layout: 'single' };
    const sort = { column: 'event_id', direction: 'ascending' };
    const rows = {
      table: 'events',
      runId: jobId,
      filters: [],
      sort,
      columns: ['event_id', 'player_id'],
    };
    const range = { from: '2024-01-01', to: '2026-12-31' };
    const [save, look] = [randomUUID(), randomUUID()];
    const answers = await Promise.all([
      ask(2, 'job:start', start('run', { ...job, inputs: [input] }, otherId)),
      ask(
        3,
        'job:start',
        start('export', { ...resources, runId: jobId, form, outputs: ['events'], replace: [], folder: to }),
      ),
      ask(4, 'job:start', start('save', { rows, ...resources, target: join(folder, 'saved.csv') }, save)),
      ask(5, 'job:start', start('look', { depth: 'profile', paths: [input], reading, ...resources }, look)),
      ...['event_type', 'prop_country', 'prop_platform'].map((by, index) =>
        ask(10 + index, 'daily:breakdown', { runId: jobId, metric: 'dau', by, top: 5, ...range }),
      ),
      ask(20, 'cohorts:matrix', { runId: jobId, period: 'week' }),
      ask(21, 'quality:distributions', { runId: jobId }),
    ]);
    await Promise.all([
      event('finished', 'run', otherId),
      event('finished', 'export'),
      event('finished', 'save', save),
      event('finished', 'look', look),
    ]);
    for (const answer of answers) expect(answer).toMatchObject({ type: 'answer' });
    // Node's heap, code, and what DuckDB takes beside its limit.
    expect(peakBytesOf(pid)).toBeLessThan(limit + 200e6);
  });

  it('tells of a run that fails', async () => {
    const { ask, event } = openEngine();
    await ask(1, 'job:start', start('run', { ...job, inputs: ['missing.jsonl'] }));
    expect(await event('failed')).toMatchObject({
      event: { error: { code: 'INVALID_INPUT', message: expect.stringContaining('missing.jsonl') } },
    });
  });

  it('looks into sources, tells how far it is, and leaves no temporary file', async () => {
    const { ask, event, messages, work } = openEngine();
    const look = { paths: [sample, 'missing.jsonl'], reading, memoryLimit: 'auto', threads: 'auto' };
    await ask(1, 'job:start', start('look', { ...look, depth: 'preview' }));
    expect(await event('finished', 'look')).toMatchObject({
      event: {
        result: {
          depth: 'preview',
          found: {
            content: { lines: 5000 },
            files: [{ path: sample, isExact: true }, { path: 'missing.jsonl' }],
          },
        },
      },
    });
    await ask(2, 'job:start', start('look', { ...look, depth: 'profile' }, otherId));
    expect(await event('finished', 'look', otherId)).toMatchObject({
      event: {
        result: {
          depth: 'profile',
          found: { content: { lines: 5012, events: 4985 }, files: [{ path: sample }] },
        },
      },
    });
    const stages = messages.flatMap((message) => {
      const event = message.type === 'job' ? jobSchemas.look.event.parse(message.event) : null;
      return event?.type === 'progress' ? [event.progress.stage] : [];
    });
    expect([...new Set(stages)]).toEqual(['scan', 'ingest', 'clean', 'profile']);
    expect(readdirSync(work)).toEqual([]);
  });

  const preview = { depth: 'preview', paths: [sample], reading, memoryLimit: 'auto', threads: 'auto' };
  it.each([
    ['it is cancelled', 'job:cancel', { jobId }, null],
    ['a run starts', 'job:start', start('run', { ...job, inputs: [sample] }, otherId), 'run'],
    ['another is asked for', 'job:start', start('look', preview, otherId), 'look'],
  ] as const)('ends a profile once %s, with its temporary files', async (_, call, value, next) => {
    const { ask, event, work } = openEngine();
    await ask(1, 'job:start', start('look', { ...preview, depth: 'profile' }));
    await event('progress', 'look');
    await ask(2, call, value);
    expect(await event('failed', 'look')).toMatchObject({ event: { error: { code: 'CANCELLED' } } });
    if (next !== null) await event('finished', next, otherId);
    expect(readdirSync(work)).toEqual([]);
  });
});
