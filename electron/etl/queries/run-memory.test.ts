import { expect, test } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../../test/kit/databases.ts';
import { RunMemory } from './run-memory.ts';

const MiB = 2 ** 20;
const limit = z.object({ limit: z.string() });

test('what is kept beside DuckDB is taken from what DuckDB may use, up to half of it', async () => {
  const database = await openDatabase();
  const limitNow = async () =>
    (await database.queryOne(limit, "SELECT current_setting('memory_limit') AS limit")).limit;
  const memory = new RunMemory(database, 200 * MiB);
  await memory.keep(80 * MiB);
  expect([await limitNow(), memory.room]).toEqual(['120.0 MiB', 20 * MiB]);
  await expect(memory.keep(21 * MiB)).rejects.toMatchObject({
    code: 'OUTPUT_FAILED',
    message: expect.stringContaining('raise the memory limit in Settings'),
  });
  // What is kept leaves DuckDB nothing: the share stays as it was.
  expect(await memory.keepWithin(90 * MiB)).toBe(200 * MiB);
  expect(await memory.keepWithin(150 * MiB)).toBe(150 * MiB);
  expect(await limitNow()).toBe('70.0 MiB');
  await memory.drop(80 * MiB);
  expect(await limitNow()).toBe('150.0 MiB');
});

test('what does not fit because it is in use stays, and so does the limit', async () => {
  const database = await openDatabase();
  const memory = new RunMemory(database, 500 * MiB);
  await database.run("SET temp_directory = ''");
  await database.run('CREATE TABLE t AS SELECT i, hash(i) AS h FROM range(10_000_000) t(i)');
  expect(await memory.keepWithin(64 * MiB)).toBe(500 * MiB);
});
