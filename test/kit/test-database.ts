import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DuckDBConnection, JS } from '@duckdb/node-api';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { Database, type DatabaseOptions } from '../../electron/etl/duckdb/database.ts';
import { discoverInputs } from '../../electron/etl/ingest/discover.ts';
import { prepareSources } from '../../electron/etl/ingest/prepare-sources.ts';
import type { Source } from '../../electron/etl/ingest/source.ts';
import { stageLines } from '../../electron/etl/ingest/stage-lines.ts';
import { type RunResult, runPipeline } from '../../electron/etl/pipeline.ts';
import { defaultConfig, type EtlConfig } from '../../shared/config/schema.ts';
import { silentLogger } from '../../shared/run/logger.ts';
import { newSpillFolder, openPlainDuckDb } from './plain-duckdb.ts';

// Helpers of tests only: real files and a real DuckDB, cleared away with the test that asked for them.

/** Files by name; a name may hold folders. */
export type Files = Record<string, string | Uint8Array>;

/** A folder of the test's own. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'etl-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files into a folder and gives their paths, in the order given. */
export async function writeFiles(folder: string, files: Files): Promise<string[]> {
  const paths: string[] = [];
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    paths.push(path);
  }
  return paths;
}

/** The engine's database, as a run opens it. */
export async function openDatabase(options: Partial<DatabaseOptions> = {}): Promise<Database> {
  const database = await Database.open({
    resources: { memory_limit: '500MB', threads: 2, temp_directory: null },
    timezone: 'UTC',
    spillFolder: newSpillFolder(),
    logger: silentLogger,
    signal: new AbortController().signal,
    ...options,
  });
  onTestFinished(() => database.close());
  return database;
}

/** DuckDB without anything of the engine around it. */
export async function openDuckDb(threads = 2): Promise<DuckDBConnection> {
  const instance = await openPlainDuckDb({
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    threads: String(threads),
  });
  const connection = await instance.connect();
  onTestFinished(() => {
    connection.closeSync();
    instance.closeSync();
  });
  return connection;
}

/** The rows of a query on a plain DuckDB, as JavaScript values. */
export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<JS[][]> {
  return (await connection.runAndReadAll(sql)).getRowsJS();
}

/** The rows of a query on the engine's database, unchecked: a test looks at them itself. */
export function rowsOfEngine(database: Database, sql: string): Promise<Record<string, unknown>[]> {
  return database.query(z.record(z.string(), z.unknown()), sql);
}

/** One event line, without its line end. A field given as undefined is left out. */
export function eventLine(eventId: string, fields: Record<string, unknown> = {}): string {
  return JSON.stringify({
    event_id: eventId,
    player_id: 'p1',
    event_type: 'session_start',
    timestamp: '2024-01-15T14:30:00Z',
    ...fields,
  });
}

/** Lines as a file holds them: each with its LF. */
export function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** An event for each set of properties, given as JSON text: JavaScript would lose digits. */
export function eventsWith(properties: readonly string[]): string {
  return linesOf(
    properties.map((json, index) => `${eventLine(`e${index}`).slice(0, -1)},"properties":${json}}`),
  );
}

type StageOptions = { maxLineBytes?: number; threads?: number; timezone?: string };

/** What a run has after ingest: sources in input order, and the view `lines` over the staged file. */
export type Staged = { folder: string; database: Database; sources: Source[]; stagedPath: string };

/** Prepares and stages files as a run does. */
export async function stageFiles(files: Files, options: StageOptions = {}): Promise<Staged> {
  const folder = await temporaryFolder();
  const inputs = await discoverInputs(await writeFiles(folder, files));
  const sources = await prepareSources(inputs, {
    maxLineBytes: options.maxLineBytes ?? defaultConfig.ingest.max_line_bytes,
    maxExpansionRatio: defaultConfig.ingest.max_expansion_ratio,
    workFolder: folder,
    signal: new AbortController().signal,
    logger: silentLogger,
    onBytes: () => {},
  });
  const database = await openDatabase({
    resources: { memory_limit: '500MB', threads: options.threads ?? 2, temp_directory: null },
    timezone: options.timezone ?? 'UTC',
  });
  const stagedPath = join(folder, 'lines.parquet');
  await stageLines(database, sources, stagedPath, () => {});
  return { folder, database, sources, stagedPath };
}

/** The lines of all sources together. */
export function lineCount(sources: readonly Source[]): number {
  return sources.reduce((sum, { lines }) => sum + lines, 0);
}

/** Why each line was put aside; null where it is an event. */
export async function reasonsOf({ database }: Staged): Promise<unknown[]> {
  return (await rowsOfEngine(database, 'SELECT reason FROM lines ORDER BY line_number')).map(
    (row) => row['reason'],
  );
}

/** A whole run over named inputs, as of 1 February 2024. */
export function runOn(
  inputs: readonly string[],
  outputDir: string,
  config: Partial<EtlConfig> = {},
): Promise<RunResult> {
  return runPipeline(
    {
      inputs,
      config: { ...defaultConfig, ...config },
      now: new Date('2024-02-01T00:00:00Z'),
      signal: new AbortController().signal,
      logger: silentLogger,
      onProgress: () => {},
    },
    outputDir,
  );
}

/** A whole run over files, in a folder of the test's own beside them. @returns what it made, and where */
export async function runOver(
  files: Files,
  config: Partial<EtlConfig> = {},
): Promise<RunResult & { output: string }> {
  const folder = await temporaryFolder();
  const output = join(folder, 'out');
  return { ...(await runOn(await writeFiles(folder, files), output, config)), output };
}
