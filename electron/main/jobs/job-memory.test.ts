import { expect, test } from 'vitest';
import type { RunEvent } from '../../../shared/ipc/run.ts';
import type { Stage } from '../../../shared/run/progress.ts';
import { JobMemory } from './job-memory.ts';
import { kinds } from './kinds.ts';

const jobId = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
const started: RunEvent = {
  type: 'started',
  jobId,
  atMs: 0,
  begun: { inputs: ['/a.jsonl'], logFile: '/a.log' },
};
const finished: RunEvent = { type: 'finished', jobId, atMs: 9, result: null };
const figures = { unit: 'rows', total: 10, ratePerSecond: null, secondsLeft: null } as const;
const reached = (stage: Stage, atMs: number): RunEvent => ({
  type: 'progress',
  jobId,
  atMs,
  progress: { stage, done: atMs, ...figures },
});
const logged = (...messages: string[]): RunEvent => ({
  type: 'log',
  jobId,
  lines: messages.map((message) => ({ atMs: 0, level: 'INFO', message })),
});

test('a page that comes later is told where the run stands, with its whole log', () => {
  const memory = new JobMemory(kinds.run.stepOf);
  expect(memory.events()).toEqual([]);
  const events = [started, logged('one', 'two'), reached('scan', 1), reached('scan', 2), logged('three')];
  for (const event of [...events, reached('scan', 3), reached('ingest', 4)]) memory.add(event);
  const log = { ...logged('one', 'two', 'three'), leftOut: 0 };
  const now = [started, reached('scan', 1), reached('scan', 3), reached('ingest', 4), log];
  expect(memory.events()).toEqual(now);
  memory.add(finished);
  expect(memory.events()).toEqual([...now, finished]);
});

test('a log without end keeps its end, and says what is left out', () => {
  const memory = new JobMemory(kinds.run.stepOf);
  memory.add(started);
  const lines = Array.from({ length: 2000 }, (_, index) => `line ${index}`);
  for (let batch = 0; batch < 30; batch += 1) memory.add(logged(...lines));
  const log = memory.events().find((event) => event.type === 'log');
  expect(log?.lines).toHaveLength(50_000);
  expect(log?.lines.at(-1)?.message).toBe('line 1999');
  expect(log?.leftOut).toBe(10_000);
});
