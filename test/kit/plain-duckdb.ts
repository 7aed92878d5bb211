import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/**
 * A DuckDB without anything of the engine around it. What it spills goes to the temporary folder: left to itself, it
 * writes `.tmp` where the test stands, which is the checkout.
 */
export function openPlainDuckDb(options: Record<string, string> = {}): Promise<DuckDBInstance> {
  return DuckDBInstance.create(':memory:', { temp_directory: newSpillFolder(), ...options });
}

/** A path for one DuckDB alone, which makes and removes the folder: two on one folder would delete each other's files. */
export function newSpillFolder(): string {
  return join(tmpdir(), `duckdb-spill-${randomUUID()}`);
}

/** The rows of a query on a DuckDB of its own, every value as text. @param before statements to run first */
export async function ask(sql: string, before: readonly string[] = []): Promise<Record<string, unknown>[]> {
  const instance = await openPlainDuckDb();
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    for (const statement of before) await connection.run(statement);
    return await (await connection.run(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
