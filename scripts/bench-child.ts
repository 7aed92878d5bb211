/**
 * One measured run in a process of its own, so that its peak memory is its alone:
 * `node scripts/bench-child.ts <floor|run> <input> <output folder> <memory limit>` prints `{ seconds, peakMb }`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { runPipeline } from '../electron/etl/pipeline.ts';
import { defaultConfig } from '../shared/config/schema.ts';
import { silentLogger } from '../shared/run/logger.ts';
import { quoteIdentifier, quoteText } from '../shared/sql/quote.ts';

const threads = 2;
const [mode, input = '', output = '', memoryLimit = ''] = process.argv.slice(2);

/** The properties of generated events, with their types: what the floor is told and the run has to find out. */
const propertyTypes = {
  country: 'VARCHAR',
  device_type: 'VARCHAR',
  platform: 'VARCHAR',
  app_version: 'VARCHAR',
  level: 'BIGINT',
  score: 'BIGINT',
  stars: 'BIGINT',
  session_duration: 'BIGINT',
  levels_played: 'BIGINT',
  price_usd: 'DOUBLE',
  item_id: 'VARCHAR',
  currency: 'VARCHAR',
  ad_type: 'VARCHAR',
  completed: 'BOOLEAN',
  achievement_id: 'VARCHAR',
};

/** DuckDB reads the file with every type known beforehand, straight into one zstd Parquet file; nothing is checked. */
async function runFloor(): Promise<void> {
  const properties = Object.entries(propertyTypes).map(([key, type]) => `${quoteIdentifier(key)} ${type}`);
  const columns = {
    event_id: 'VARCHAR',
    player_id: 'VARCHAR',
    session_id: 'VARCHAR',
    event_type: 'VARCHAR',
    timestamp: 'TIMESTAMP',
    properties: `STRUCT(${properties.join(', ')})`,
  };
  const typed = Object.entries(columns).map(([name, type]) => `${name}: ${quoteText(type)}`);
  await mkdir(output, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: memoryLimit,
    temp_directory: join(output, 'spill'),
    threads: String(threads),
  });
  const connection = await instance.connect();
  await connection.run(
    `COPY (
       SELECT * EXCLUDE (properties), properties.*
       FROM read_json(${quoteText(input)}, format = 'newline_delimited', columns = {${typed.join(', ')}}))
     TO ${quoteText(join(output, 'floor.parquet'))} (FORMAT parquet, COMPRESSION zstd)`,
  );
}

async function runEngine(): Promise<void> {
  const resources = { memory_limit: memoryLimit, threads, temp_directory: null };
  const job = {
    inputs: [input],
    config: { ...defaultConfig, resources },
    now: new Date(),
    signal: new AbortController().signal,
    logger: silentLogger,
    onProgress: () => {},
  };
  await runPipeline(job, output);
}

const startedAt = performance.now();
await (mode === 'floor' ? runFloor() : runEngine());
const seconds = (performance.now() - startedAt) / 1000;
// maxRSS counts in kilobytes on every system.
console.log(JSON.stringify({ seconds, peakMb: process.resourceUsage().maxRSS / 1024 }));
