import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { quoteText } from '../../../shared/sql/quote.ts';
import { openPlainDuckDb } from '../../../test/kit/plain-duckdb.ts';
import { readParquet } from './parquet.ts';

const rows = 600_000;
let folder = '';
let copies: (query: string) => Promise<number>;
let close: () => void;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'order-'));
  const instance = await openPlainDuckDb({ threads: '4' });
  const connection = await instance.connect();
  close = () => instance.closeSync();
  const source = join(folder, 'source.parquet');
  await connection.run(
    `COPY (SELECT range AS n, repeat('x', 50) || range AS text FROM range(${rows})) TO ${quoteText(source)} (FORMAT parquet, ROW_GROUP_SIZE 30720)`,
  );
  await connection.run('CREATE TABLE few (n BIGINT)');
  await connection.run(`CREATE VIEW source AS SELECT * FROM ${readParquet(source)}`);
  let file = 0;
  /** Copies a query to a file and counts the rows that stand before a smaller one. */
  copies = async (query) => {
    file += 1;
    const target = join(folder, `${file}.parquet`);
    await connection.run(`COPY (${query}) TO ${quoteText(target)} (FORMAT parquet, ROW_GROUP_SIZE 30720)`);
    const result = await connection.runAndReadAll(
      `SELECT count(*) FROM (SELECT n, lag(n) OVER (ORDER BY file_row_number) AS before FROM ${readParquet(target)}) WHERE n < before`,
    );
    return Number(result.getRowsJS()[0]?.[0]);
  };
});

afterAll(async () => {
  close();
  await rm(folder, { recursive: true, force: true });
});

describe('what the order of rows survives in a COPY on several threads', () => {
  test('scans, filters, expressions and bits', async () => {
    expect(await copies('SELECT n FROM source')).toBe(0);
    expect(
      await copies("SELECT n, CASE WHEN text LIKE '%7' THEN upper(text) END FROM source WHERE n % 3 <> 0"),
    ).toBe(0);
    expect(
      await copies('SELECT n FROM source WHERE list_contains([1, 2, 3, 4, 5, 6, 7, 8], ascii(text)) = false'),
    ).toBe(0);
  });
});

describe('what it does not survive, and so stands in no statement whose order counts', () => {
  test.each([
    'SELECT n FROM source WHERE n NOT IN (SELECT n FROM few)',
    'SELECT source.n FROM source ANTI JOIN few USING (n)',
    'SELECT source.n FROM source LEFT JOIN few USING (n)',
    // A list of more than a few constants is made a join.
    'SELECT n, ascii(text) IN (1, 2, 3, 4, 5, 6, 7, 8) FROM source',
  ])('a join, open or hidden: %s', async (query) => {
    expect(await copies(query)).toBeGreaterThan(0);
  });
});
