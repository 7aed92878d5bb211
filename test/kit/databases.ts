import type { DuckDBConnection, JS } from '@duckdb/node-api';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { Database, type DatabaseOptions } from '../../electron/etl/duckdb/database.ts';
import { silentLogger } from '../../shared/run/logger.ts';
import { newSpillFolder, openPlainDuckDb } from './plain-duckdb.ts';

/** The engine's database, as a run opens it, until the test ends. */
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

/** The rows of a query on the engine's database, unchecked: a test looks at them itself. */
export function rowsOfEngine(database: Database, sql: string): Promise<Record<string, unknown>[]> {
  return database.query(z.record(z.string(), z.unknown()), sql);
}

/** DuckDB without anything of the engine around it, until the test ends. */
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
