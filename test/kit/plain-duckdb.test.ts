import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openPlainDuckDb } from './plain-duckdb.ts';

test('a plain DuckDB spills to the temporary folder, not where the test stands, and leaves nothing there', async () => {
  const temporary = mkdtempSync(join(tmpdir(), 'plain-duckdb-'));
  vi.stubEnv('TMPDIR', temporary);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(temporary, { recursive: true, force: true });
  });
  const wasThere = existsSync('.tmp');
  const instance = await openPlainDuckDb({ memory_limit: '50MB', threads: '1' });
  const connection = await instance.connect();
  await connection.run('CREATE TABLE large AS SELECT hash(range) AS n FROM range(10_000_000)');
  expect(readdirSync(temporary)).toHaveLength(1);
  connection.closeSync();
  instance.closeSync();
  expect(readdirSync(temporary)).toEqual([]);
  expect(existsSync('.tmp')).toBe(wasThere);
});
