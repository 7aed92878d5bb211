import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { RunEvent } from '../../shared/ipc/schemas.ts';
import { RunClock } from './run-clock.ts';

const jobId = '7d444840-9dc0-41d1-b245-5ffdce74fad2';

test('a clock that is set back or forth makes no time negative, nor long', async () => {
  const clock = new RunClock();
  const noon = Date.UTC(2024, 0, 2, 12);
  const figures = { unit: 'rows', done: 0, total: 10, ratePerSecond: null, secondsLeft: null } as const;
  const events: RunEvent[] = [
    { type: 'started', jobId, atMs: noon, inputs: [], logFile: '' },
    // An hour back, a day on.
    { type: 'progress', jobId, atMs: noon - 3_600_000, progress: { stage: 'scan', ...figures } },
    { type: 'finished', jobId, atMs: noon + 86_400_000 },
  ];
  const times: number[] = [];
  for (const event of events) {
    const stamped = clock.stamp(event);
    if ('atMs' in stamped) times.push(stamped.atMs);
    await wait(20);
  }
  const [started = 0, progress = 0, finished = 0] = times;
  expect(started).toBe(noon);
  expect(progress).toBeGreaterThan(started);
  expect(finished).toBeGreaterThan(progress);
  expect(finished).toBeLessThan(noon + 60_000);
});
