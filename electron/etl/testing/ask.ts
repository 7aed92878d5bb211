import { DuckDBInstance } from '@duckdb/node-api';

/** The rows of a query on a DuckDB of its own, every value as text. @param before statements to run first */
export async function ask(sql: string, before: readonly string[] = []): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:');
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
