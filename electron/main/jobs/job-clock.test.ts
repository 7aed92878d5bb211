import { afterEach, expect, test, vi } from 'vitest';
import { JobClock } from './job-clock.ts';

const jobId = '7d444840-9dc0-41d1-b245-5ffdce74fad2';

afterEach(() => {
  vi.useRealTimers();
});

test.each(['2001-01-01T00:00:00Z', '2101-01-01T00:00:00Z'])(
  'what happens without the engine comes just after what it told last, though the clock is set to %s',
  (time) => {
    const clock = new JobClock();
    const toldMs = Date.now() + 5;
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(time) });
    clock.hear({ type: 'started', jobId, atMs: toldMs, begun: null });
    expect(clock.nowMs()).toBeGreaterThanOrEqual(toldMs);
    expect(clock.nowMs()).toBeLessThan(toldMs + 600_000);
  },
);
