import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { killEverywhere } from './kills/kill-everywhere.ts';

it.runIf(process.platform === 'linux')(
  'outputs are wholly old or wholly new wherever a run is killed or refused a call, and the next one tidies up',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'kills-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const { tally, broken } = killEverywhere(folder, { seed: 9, count: 3, share: 0.1, tell: () => {} });
    expect(broken).toEqual([]);
    for (const [end, times] of Object.entries(tally)) expect(times, end).toBeGreaterThan(0);
  },
  600_000,
);
