import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../../shared/ipc/run.ts';
import type { Stage } from '../../../../shared/run/progress.ts';
import { isActive } from './job-state.ts';
import { advanceRun, type RunState } from './run-state.ts';

const jobId = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
const started: RunEvent = {
  type: 'started',
  jobId,
  atMs: 1000,
  begun: { inputs: ['a.jsonl'], logFile: 'a.log' },
};

function progress(stage: Stage, atMs: number, done = 0): RunEvent {
  const figures = { total: 10, ratePerSecond: null, secondsLeft: null };
  return { type: 'progress', jobId, atMs, progress: { stage, unit: 'rows', done, ...figures } };
}

function runAfter(...events: RunEvent[]): RunState | null {
  return events.reduce<RunState | null>(advanceRun, null);
}

describe('advanceRun', () => {
  it('times each stage from its first report to the first of the next', () => {
    const run = runAfter(
      started,
      progress('scan', 1100),
      progress('scan', 1200, 5),
      progress('ingest', 1500),
    );
    expect(run).toMatchObject({
      status: 'running',
      stage: 'ingest',
      endedAtMs: null,
      stages: {
        scan: { startedAtMs: 1100, endedAtMs: 1500, progress: { done: 5 } },
        ingest: { startedAtMs: 1500, endedAtMs: null },
      },
    });
  });

  it('ends with the run', () => {
    const run = runAfter(started, progress('commit', 1100), {
      type: 'finished',
      jobId,
      atMs: 1300,
      result: null,
    });
    expect(run).toMatchObject({
      status: 'finished',
      endedAtMs: 1300,
      stages: { commit: { endedAtMs: 1300 } },
    });
  });

  it('tells a cancelled run from a failed one', () => {
    const failed = (code: 'CANCELLED' | 'INVALID_INPUT') =>
      runAfter(started, { type: 'failed', jobId, atMs: 1100, error: { code, message: 'why' } });
    expect(failed('CANCELLED')?.status).toBe('cancelled');
    expect(failed('INVALID_INPUT')).toMatchObject({ status: 'failed', failure: { message: 'why' } });
  });

  it('keeps to its own run, and to its end', () => {
    const other = { ...progress('scan', 1100), jobId: '00000000-0000-4000-8000-000000000000' };
    expect(runAfter(started, other)?.stage).toBeNull();
    expect(runAfter(progress('scan', 1100))).toBeNull();
    const late = runAfter(
      started,
      { type: 'finished', jobId, atMs: 1200, result: null },
      progress('scan', 1300),
    );
    expect(late?.stage).toBeNull();
    expect(late !== null && isActive(late)).toBe(false);
  });
});
