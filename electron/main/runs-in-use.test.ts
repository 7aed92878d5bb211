import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { RunsInUse } from './runs-in-use.ts';

// Apps find each other in the temporary folder: the tests have one of their own.
let temporary = '';
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'event-analytics-in-use-'));
  vi.stubEnv('TMPDIR', temporary);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true, force: true });
});

function newApp(folder: string, userData: string, alsoUsed: string[] = []): RunsInUse {
  const app = new RunsInUse({ folder, userData, alsoUsed: () => alsoUsed });
  onTestFinished(() => app.end());
  return app;
}

test('a run that another app looks at is in use, until it looks at three others, forgets it or ends', async () => {
  const [here, there] = [newApp('/runs', '/here'), newApp('/runs', '/there')];
  const [run, second] = [randomUUID(), randomUUID()];
  expect(await here.isUsedElsewhere(run)).toBe(false);
  there.hear({ runId: run, filters: [] });
  await expect.poll(() => here.isUsedElsewhere(run)).toBe(true);
  expect(await there.isUsedElsewhere(run)).toBe(false);
  expect(await newApp('/other-runs', '/third').isUsedElsewhere(run)).toBe(false);

  there.hear({ a: second, b: run });
  await expect.poll(() => here.isUsedElsewhere(second)).toBe(true);
  await there.forget(second);
  expect(await here.isUsedElsewhere(second)).toBe(false);
  for (let other = 0; other < 3; other += 1) there.hear({ runId: randomUUID() });
  await expect.poll(() => here.isUsedElsewhere(run)).toBe(false);
  there.hear({ runId: run });
  await expect.poll(() => here.isUsedElsewhere(run)).toBe(true);
  await there.end();
  expect(await here.isUsedElsewhere(run)).toBe(false);
});

test('what another app exports is in use', async () => {
  const run = randomUUID();
  const there = newApp('/runs', '/there', [run]);
  there.hear({ runId: randomUUID() });
  await expect.poll(() => newApp('/runs', '/here').isUsedElsewhere(run)).toBe(true);
});

test('an app that can no longer say what it uses holds up no deletion, its own or that of another', async () => {
  const [run, other] = [randomUUID(), randomUUID()];
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', temporary], {
    encoding: 'utf8',
  });
  if (mount.status !== 0) throw new Error(`A small disk needs root: ${mount.stderr}`);
  try {
    const [here, there] = [newApp('/runs', '/here'), newApp('/runs', '/there')];
    there.hear({ runId: run });
    await expect.poll(() => here.isUsedElsewhere(run)).toBe(true);
    const fill = join(temporary, 'fill');
    expect(() => writeFileSync(fill, Buffer.alloc(1_000_000))).toThrow('ENOSPC');
    await there.forget(randomUUID());
    expect(await here.isUsedElsewhere(other)).toBe(false);
    expect(await here.isUsedElsewhere(run)).toBe(true);
    // One that never came to say so.
    const late = newApp('/runs', '/late');
    expect(await late.isUsedElsewhere(other)).toBe(false);
    expect(await late.isUsedElsewhere(run)).toBe(true);
  } finally {
    spawnSync('umount', ['--lazy', temporary]);
  }
});

test('an app that was killed uses nothing once it has not said so for a minute', async () => {
  const here = newApp('/runs', '/here');
  const run = randomUUID();
  newApp('/runs', '/there').hear({ runId: run });
  await expect.poll(() => here.isUsedElsewhere(run)).toBe(true);
  const files = readdirSync(temporary, { recursive: true, withFileTypes: true });
  const longAgo = new Date(Date.now() - 61_000);
  for (const file of files.filter((one) => one.isFile()))
    utimesSync(join(file.parentPath, file.name), longAgo, longAgo);
  expect(await here.isUsedElsewhere(run)).toBe(false);
});
