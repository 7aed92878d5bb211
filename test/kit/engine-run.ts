import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPipeline } from '../../electron/etl/pipeline.ts';
import { defaultConfig, type EtlConfig } from '../../shared/config/schema.ts';
import { silentLogger } from '../../shared/run/logger.ts';
import type { ReferenceInput } from '../oracle/reference.ts';
import { openPlainDuckDb } from './plain-duckdb.ts';
import { quarantineSchema } from './quarantine-row.ts';

/** What a run of the engine left, read back. */
export type EngineRun = Awaited<ReturnType<typeof runEngine>>;

/** Runs the engine on the bytes of a reference input and reads its outputs back; `files` may be stored in another form. */
export async function runEngine(
  { files, config, now }: ReferenceInput,
  threads: number,
  stored: readonly { path: string; bytes: Uint8Array }[] = files,
) {
  const folder = await mkdtemp(join(tmpdir(), 'against-reference-'));
  try {
    const paths: string[] = [];
    for (const file of stored) {
      paths.push(join(folder, file.path));
      await writeFile(join(folder, file.path), file.bytes);
    }
    const output = join(folder, 'out');
    const job = {
      inputs: paths,
      config: withDefaults(config, threads),
      now,
      signal: new AbortController().signal,
      logger: silentLogger,
      onProgress: () => {},
    };
    const { manifest } = await runPipeline(job, output);
    const rejects = join(output, 'rejected_events.jsonl');
    const quarantine = existsSync(rejects) ? (await readFile(rejects, 'utf8')).trimEnd().split('\n') : [];
    const [cleaned, daily, cohorts] = await readTables([
      [
        join(output, 'events_cleaned.parquet'),
        '* REPLACE (epoch_us(timestamp) AS timestamp, event_date::VARCHAR AS event_date)',
      ],
      [join(output, 'daily_metrics.parquet'), '* REPLACE (event_date::VARCHAR AS event_date)'],
      [join(output, 'retention_cohorts.parquet'), '* REPLACE (cohort_date::VARCHAR AS cohort_date)'],
    ]);
    if (!cleaned || !daily || !cohorts) throw new Error('a table is missing');
    return {
      manifest,
      cleaned,
      daily,
      cohorts,
      quarantine: quarantine
        .map((line) => quarantineSchema.parse(JSON.parse(line)))
        .map((row) => ({ ...row, file: row.file.slice(folder.length + 1) })),
      folder,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Rows of Parquet files as plain values: DATE and TIMESTAMPTZ as text and microseconds, BIGINT as bigint. */
async function readTables(tables: readonly (readonly [path: string, select: string])[]) {
  const instance = await openPlainDuckDb({ threads: '1' });
  const connection = await instance.connect();
  try {
    const read = [];
    for (const [path, select] of tables) {
      const result = await connection.runAndReadAll(
        `SELECT ${select} FROM read_parquet('${path.replaceAll("'", "''")}')`,
      );
      read.push({ names: result.columnNames(), rows: result.getRowsJS() });
    }
    return read;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function withDefaults(
  { quality_checks, aggregation, ingest }: ReferenceInput['config'],
  threads: number,
): EtlConfig {
  return {
    ...defaultConfig,
    quality_checks: { ...defaultConfig.quality_checks, ...quality_checks },
    aggregation: {
      ...defaultConfig.aggregation,
      ...aggregation,
      active_event_types: [...aggregation.active_event_types],
    },
    ingest: { ...defaultConfig.ingest, ...ingest, max_failed_lines: 1_000_000 },
    resources: { ...defaultConfig.resources, threads, memory_limit: '500MB' },
  };
}
