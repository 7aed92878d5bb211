import { expect, test } from 'vitest';
import { openDatabase } from '../test-database.ts';

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
