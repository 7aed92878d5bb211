import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test.each([
  ['without a part', []],
  ['for two parts', ['--part', 'kills,fuzz']],
])('a count %s is refused: it means another thing to each', (_, parts) => {
  // No part is so short that it could end in the time, were one started.
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'soak.ts'), '--count', '1', ...parts],
    { encoding: 'utf8', timeout: 20_000 },
  );
  expect(status).toBe(1);
  expect(stderr).toContain('name the one with --part');
});
