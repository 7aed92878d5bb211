import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultConfig, type EtlConfig } from '../../shared/config/schema.ts';
import { silentLogger } from '../../shared/run/logger.ts';
import { runPipeline } from './pipeline.ts';
import { referenceRun } from './reference/arbitraries.ts';
import { type ReferenceInput, type ReferenceResult, runReference } from './reference/reference.ts';
import { quarantineSchema } from './testing/trial.ts';

/** Rows of a Parquet file as plain values: DATE and TIMESTAMPTZ as text and microseconds, BIGINT as bigint. */
async function readParquet(path: string, select = '*') {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const result = await connection.runAndReadAll(
      `SELECT ${select} FROM read_parquet('${path.replaceAll("'", "''")}')`,
    );
    return { names: result.columnNames(), types: result.columnTypes().map(String), rows: result.getRowsJS() };
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

/** Runs the engine on the bytes of a reference input and gives its outputs, paths relative to the input folder. */
async function runEngine({ files, config, now }: ReferenceInput, threads: number) {
  const folder = await mkdtemp(join(tmpdir(), 'against-reference-'));
  try {
    const paths: string[] = [];
    for (const file of files) {
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
    const quarantine =
      (await readFileIfThere(join(output, 'rejected_events.jsonl')))
        ?.trimEnd()
        .split('\n')
        .map((line) => quarantineSchema.parse(JSON.parse(line))) ?? [];
    return {
      manifest,
      cleaned: await readParquet(
        join(output, 'events_cleaned.parquet'),
        '* REPLACE (epoch_us(timestamp) AS timestamp, event_date::VARCHAR AS event_date)',
      ),
      daily: await readParquet(
        join(output, 'daily_metrics.parquet'),
        '* REPLACE (event_date::VARCHAR AS event_date)',
      ),
      cohorts: await readParquet(
        join(output, 'retention_cohorts.parquet'),
        '* REPLACE (cohort_date::VARCHAR AS cohort_date)',
      ),
      quarantine: quarantine.map((row) => ({ ...row, file: row.file.slice(folder.length + 1) })),
      folder,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readFileIfThere(path: string): Promise<string | null> {
  return existsSync(path) ? readFile(path, 'utf8') : null;
}

/** JSON text as its value where it is an object or array; a number as its value unless it is an integer: only those keep their digits. */
function comparable(value: unknown): unknown {
  if (typeof value === 'number') return withoutNegativeZero('', value);
  // The client that reads the files back takes a byte-order mark off the front of a text.
  if (typeof value !== 'string') return value;
  if (value.startsWith('\uFEFF')) return comparable(value.slice(1));
  if (/^-?\d+$/.test(value)) return value === '-0' ? '0' : value;
  if (/^-?[\d.]+(?:[eE][-+]?\d+)?$/.test(value)) return Number(value);
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value, withoutNegativeZero);
  } catch {
    return value;
  }
}

// DuckDB's JSON reads -0 as 0: the same number.
function withoutNegativeZero(_key: string, value: unknown): unknown {
  return Object.is(value, -0) ? 0 : value;
}

/** As the engine writes them, in the type of the reference. */
function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

function expectRows(actual: { names: readonly string[]; rows: unknown[][] }, expected: readonly object[]) {
  expect(actual.rows.length).toBe(expected.length);
  for (const [index, row] of expected.entries()) {
    const found = Object.fromEntries(actual.names.map((name, at) => [name, plain(actual.rows[index]?.[at])]));
    expect(Object.keys(found).sort()).toEqual(Object.keys(row).sort());
    for (const [name, value] of Object.entries(row)) {
      const other = found[name];
      if (typeof value === 'number' && typeof other === 'number') {
        expect(Math.abs(other - value), name).toBeLessThanOrEqual(1e-12 * Math.abs(value));
      } else expect(other, name).toEqual(value);
    }
  }
}

function expectSame(engine: Awaited<ReturnType<typeof runEngine>>, reference: ReferenceResult) {
  expect(engine.manifest.reconciliation).toEqual(reference.reconciliation);

  const quarantined = [
    ...reference.rejected.map(({ file, line, byteOffset, reason }) => ({
      file,
      line,
      byteOffset,
      reason: String(reason),
    })),
    ...reference.duplicates.map(({ file, line, byteOffset }) => ({
      file,
      line,
      byteOffset,
      reason: 'duplicate_event_id',
    })),
  ].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
  expect(
    engine.quarantine.map(({ file, line, byte_offset, reason }) => ({
      file,
      line,
      byteOffset: byte_offset,
      reason,
    })),
  ).toEqual(quarantined);

  const { columns, rest } = reference.columns;
  expect(engine.manifest.properties.map(({ key, column, type }) => ({ key, name: column, type }))).toEqual(
    columns.map(({ key, name, type }) => ({ key, name, type })),
  );
  expect(engine.manifest.rest_keys).toBe(rest.size);

  expect(engine.cleaned.names).toEqual([
    'event_id',
    'player_id',
    'session_id',
    'event_type',
    'timestamp',
    'event_date',
    'event_hour',
    'day_of_week',
    'is_future',
    'is_revenue_outlier',
    ...columns.map(({ name }) => name),
    ...(rest.size > 0 ? ['prop__rest'] : []),
    'source_file',
    'source_line',
  ]);
  const cleaned = engine.cleaned.rows.map((row) =>
    Object.fromEntries(engine.cleaned.names.map((name, index) => [name, comparable(row[index])])),
  );
  expect(cleaned).toEqual(
    reference.cleaned.map(
      ({ day: _, fields: __, properties, event_date, source_line, source_file, ...event }) =>
        Object.fromEntries(
          Object.entries({
            ...event,
            event_date,
            ...Object.fromEntries(properties),
            source_file: join(engine.folder, source_file),
            source_line: BigInt(source_line),
          }).map(([name, value]) => [name, comparable(value)]),
        ),
    ),
  );
  expectRows(engine.daily, reference.daily);
  expectRows(engine.cohorts, reference.cohorts);
}

test('the engine gives what the plain reading gives, for any input, thread count and time zone', async () => {
  await fc.assert(
    fc.asyncProperty(referenceRun, fc.constantFrom(1, 2, 4), async (input, threads) => {
      fc.pre(input.files.some(({ bytes }) => bytes.length > 3));
      expectSame(await runEngine(input, threads), runReference(input));
    }),
    {
      numRuns: Number(process.env['REFERENCE_RUNS'] ?? 150),
      endOnFailure: process.env['REFERENCE_RUNS'] !== undefined,
    },
  );
}, 600_000);
