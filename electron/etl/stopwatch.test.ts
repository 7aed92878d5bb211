import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { eventLines } from '../../test/kit/event-lines.ts';
import { makeFolder } from '../../test/kit/folder.ts';
import { run } from '../../test/kit/runs.ts';
import { Stopwatch } from './stopwatch.ts';

afterEach(() => {
  vi.useRealTimers();
});

function setClockBack(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2001-01-01T00:00:00Z') });
}

it('goes on where the clock is set back', () => {
  const watch = new Stopwatch();
  setClockBack();
  expect(watch.seconds()).toBeGreaterThanOrEqual(0);
  expect(watch.now() >= watch.startedAt).toBe(true);
});

it('lets no run take less than no time', async () => {
  const folder = await makeFolder();
  const input = join(folder, 'events.jsonl');
  await writeFile(input, eventLines(3));
  const { manifest } = await run([input], join(folder, 'out'), { onProgress: setClockBack });
  expect(manifest.metrics.processing_time_seconds).toBeGreaterThan(0);
  expect(manifest.metrics.throughput).toBeGreaterThan(0);
  expect(manifest.finished_at >= manifest.started_at).toBe(true);
});
