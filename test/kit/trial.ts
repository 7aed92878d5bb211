import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Job, type RunResult, runPipeline } from '../../electron/etl/pipeline.ts';
import { configSchema, type EtlConfig } from '../../shared/config/schema.ts';
import { type Logger, silentLogger } from '../../shared/run/logger.ts';
import type { Progress } from '../../shared/run/progress.ts';
import { ask } from './ask.ts';
import { type QuarantineRow, quarantineSchema } from './quarantine-row.ts';

/** An empty folder that goes with the test. */
export async function makeFolder(onFinished: typeof onTestFinished = onTestFinished): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'event-analytics-test-'));
  onFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Some keys of a configuration; the others have their defaults. */
export type SomeConfig = { [Section in keyof EtlConfig]?: Partial<EtlConfig[Section]> | EtlConfig[Section] };

export function configOf(some: SomeConfig = {}): EtlConfig {
  return configSchema.parse(some);
}

export type JobOptions = {
  config?: SomeConfig;
  now?: Date;
  signal?: AbortSignal;
  logger?: Logger;
  onProgress?: (progress: Progress) => void;
};

export function jobOf(inputs: readonly string[], options: JobOptions = {}): Job {
  return {
    inputs,
    config: configOf(options.config),
    now: options.now ?? new Date('2030-01-01T00:00:00Z'),
    signal: options.signal ?? new AbortController().signal,
    logger: options.logger ?? silentLogger,
    onProgress: options.onProgress ?? (() => {}),
  };
}

/** Runs the engine over files into a folder. */
export function run(
  inputs: readonly string[],
  outputDir: string,
  options: JobOptions = {},
): Promise<RunResult> {
  return runPipeline(jobOf(inputs, options), outputDir);
}

/** One event as a JSON line without its LF; fields given as undefined are left out. */
export function eventLine(fields: Record<string, unknown> = {}): string {
  return JSON.stringify({
    event_id: 'e1',
    player_id: 'p1',
    event_type: 'session_start',
    timestamp: '2024-01-15T14:30:00Z',
    ...fields,
  });
}

/** Events `e1` ... as lines, each with its LF. */
export function eventLines(count: number): string {
  return Array.from({ length: count }, (_, index) => `${eventLine({ event_id: `e${index + 1}` })}\n`).join(
    '',
  );
}

/** Asks a finished run's folder: `events`, `daily` and `cohorts` are views over its three tables. */
export function query(folder: string, sql: string): Promise<Record<string, unknown>[]> {
  const views = Object.entries(tables).map(
    ([view, file]) =>
      `CREATE VIEW ${view} AS SELECT * FROM read_parquet('${join(folder, file).replaceAll("'", "''")}')`,
  );
  return ask(sql, views);
}

export const tables = {
  events: 'events_cleaned.parquet',
  daily: 'daily_metrics.parquet',
  cohorts: 'retention_cohorts.parquet',
} as const;

/** The rows of `rejected_events.jsonl`; none where there is no such file. */
export async function quarantineOf(folder: string): Promise<QuarantineRow[]> {
  if (!(await readdir(folder)).includes('rejected_events.jsonl')) return [];
  const text = await readFile(join(folder, 'rejected_events.jsonl'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => quarantineSchema.parse(JSON.parse(line)));
}

export async function sha256Of(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

/** Every file of a folder with the SHA-256 of its bytes, hidden ones included. */
export async function contentsOf(folder: string): Promise<Record<string, string>> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const entries = files.map(async (file) => {
    const path = join(file.parentPath, file.name);
    return [path.slice(folder.length + 1), file.isFile() ? await sha256Of(path) : 'folder'] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** The error a promise fails with, which must be of a class. */
export async function failureOf<T extends Error>(
  promise: Promise<unknown>,
  type: abstract new (...parameters: never[]) => T,
): Promise<T> {
  const error: unknown = await promise.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (error instanceof type) return error;
  throw new Error(`expected ${type.name}, got ${String(error)}`, { cause: error });
}
