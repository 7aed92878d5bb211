import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../../test/kit/databases.ts';
import { Database } from './database.ts';

async function read(sql: string): Promise<number[][]> {
  const database = await openDatabase();
  const chunks: number[][] = [];
  for await (const columns of database.numbers(sql)) chunks.push(...columns.map((column) => [...column]));
  return chunks;
}

test('numbers come chunk by chunk, a column each, in the order of the query', async () => {
  const rows = 5000;
  const chunks = await read(`SELECT i::UINTEGER, (i * 2)::UINTEGER FROM range(${rows}) t(i) ORDER BY i DESC`);
  const columns = [0, 1].map((column) => chunks.filter((_, index) => index % 2 === column).flat());
  const downwards = Array.from({ length: rows }, (_, index) => rows - 1 - index);
  expect(columns).toEqual([downwards, downwards.map((i) => i * 2)]);
  expect(await read('SELECT 1::UINTEGER WHERE false')).toEqual([]);
});

test('what is no whole number of 32 bits is no number here', async () => {
  await expect(read('SELECT 1::BIGINT')).rejects.toThrow('another type of column than UINTEGER');
  await expect(read('SELECT NULL::UINTEGER')).rejects.toThrow('NULL for a number');
});

const slow = 'SELECT count(*) FROM range(100_000_000_000) t(i) WHERE i % 7 = 3';

test('what cannot be opened leaves nothing open', async () => {
  const before = Database.held;
  const aborted = AbortSignal.abort();
  for (const options of [
    { timezone: 'Nowhere/Land' },
    { resources: { memory_limit: 'plenty', threads: 2, temp_directory: null } as const },
    { signal: aborted },
  ]) {
    await expect(openDatabase(options)).rejects.toThrow();
    expect(Database.held).toEqual(before);
  }
  const database = await openDatabase();
  await expect(database.connect(aborted)).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(Database.held).toEqual({ instances: before.instances + 1, connections: before.connections + 1 });
  await database.close();
  await expect(database.connect(new AbortController().signal)).rejects.toThrow();
  expect(Database.held).toEqual(before);
});

test('whenever a signal fires while it is opened, nothing stays open', async () => {
  const before = Database.held;
  for (let turns = 0; turns < 40; turns += 1) {
    const controller = new AbortController();
    const opening = openDatabase({ signal: controller.signal });
    for (let turn = 0; turn < turns; turn += 1) await setImmediate();
    controller.abort();
    const database = await opening.catch(() => null);
    await database?.close();
    expect(Database.held).toEqual(before);
  }
});

test('one who stops waiting ends their own statement, or never begins it; the others on the connection go on', async () => {
  const database = await openDatabase();
  const controllers = Array.from({ length: 20 }, () => new AbortController());
  const asked = controllers.map(({ signal }) => database.until(signal).run(slow));
  const other = database.queryOne(z.object({ answer: z.number() }), 'SELECT 42 AS answer');
  // At once: DuckDB itself forgets an interrupt that comes before the statement has begun.
  for (const controller of controllers) controller.abort();
  for (const end of await Promise.allSettled(asked))
    expect(end).toMatchObject({ status: 'rejected', reason: { code: 'CANCELLED' } });
  expect(await other).toEqual({ answer: 42 });
});

test('closed twice and while a statement runs, another waits and rows are read, it ends them all', async () => {
  const before = Database.held;
  const database = await openDatabase();
  const running = database.run(slow, { onShare: () => {} });
  const waiting = database.run('SELECT 1');
  const reading = database.numbers('SELECT i::UINTEGER FROM range(10_000_000) t(i)');
  await reading.next();
  const ends = Promise.allSettled([running, waiting]);
  await Promise.all([database.close(), database.close()]);
  expect(database.share()).toBeNull();
  for (const end of await ends)
    expect(end).toMatchObject({ status: 'rejected', reason: { code: 'CANCELLED' } });
  await expect(database.run('SELECT 1')).rejects.toMatchObject({ code: 'CANCELLED' });
  await reading.return(undefined);
  expect(Database.held).toEqual(before);
});

test('numbers are read in constant memory, and let go of where nobody reads on', async () => {
  const database = await openDatabase();
  const before = Database.held;
  const startKb = process.memoryUsage.rss() / 1024;
  let rows = 0;
  let peakKb = 0;
  for await (const [column] of database.numbers(
    'SELECT i::UINTEGER, i::UINTEGER, i::UINTEGER FROM range(20_000_000) t(i)',
  )) {
    rows += column?.length ?? 0;
    peakKb = Math.max(peakKb, process.memoryUsage.rss() / 1024);
  }
  expect(rows).toBe(20_000_000);
  // 240 MB of numbers.
  expect(peakKb - startKb).toBeLessThan(120 * 1024);
  for await (const _ of database.numbers('SELECT i::UINTEGER FROM range(30_000_000) t(i)')) break;
  expect(Database.held).toEqual(before);
});

test('the memory of an instance can be changed while a statement runs', async () => {
  const database = await openDatabase();
  const controller = new AbortController();
  const running = database.until(controller.signal).run(slow);
  await database.setMemoryLimit(100 * 2 ** 20);
  controller.abort();
  await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
  const limit = z.object({ limit: z.string() });
  expect(await database.queryOne(limit, "SELECT current_setting('memory_limit') AS limit")).toEqual({
    limit: '100.0 MiB',
  });
});
