import { describe, expect, it } from 'vitest';
import type { JobEvent } from '../../../../shared/ipc/job.ts';
import { advance, type JobState } from './job-state.ts';

type Event = JobEvent<string, number, string>;
type State = JobState<string, number, string>;

const jobId = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
const other = '7d444840-9dc0-41d1-b245-5ffdce74fad3';
const started: Event = { type: 'started', jobId, atMs: 1, begun: '/to' };
const progress = (done: number): Event => ({ type: 'progress', jobId, atMs: 2, progress: done });
const finished: Event = { type: 'finished', jobId, atMs: 3, result: 'written' };
const failed = (code: 'CANCELLED' | 'OUTPUT_FAILED'): Event => ({
  type: 'failed',
  jobId,
  atMs: 3,
  error: { code, message: 'It went wrong.' },
});
const stateAfter = (...events: Event[]) => events.reduce<State | null>(advance<string, number, string>, null);

describe('a job', () => {
  it('goes from its start to its end', () => {
    expect(stateAfter(started)).toMatchObject({ status: 'running', begun: '/to', progress: null });
    expect(stateAfter(started, progress(50))).toMatchObject({ progress: 50, endedAtMs: null });
    expect(stateAfter(started, progress(50), finished)).toMatchObject({
      status: 'finished',
      result: 'written',
      startedAtMs: 1,
      endedAtMs: 3,
    });
    expect(stateAfter(started, failed('OUTPUT_FAILED'))).toMatchObject({
      status: 'failed',
      failure: { message: 'It went wrong.' },
    });
    expect(stateAfter(started, failed('CANCELLED'))).toMatchObject({ status: 'cancelled' });
  });

  it('does not hear of others, nor of anything once it is over or being cancelled', () => {
    expect(stateAfter(progress(50))).toBeNull();
    expect(stateAfter(started, { ...finished, jobId: other })).toMatchObject({ status: 'running' });
    expect(stateAfter(started, finished, progress(50), failed('CANCELLED'))).toMatchObject({
      status: 'finished',
      progress: null,
    });
    const state = stateAfter(started);
    const cancelling: State | null = state && { ...state, status: 'cancelling' };
    expect(advance(cancelling, progress(50))).toMatchObject({ status: 'cancelling', progress: null });
    expect(advance(cancelling, finished)).toMatchObject({ status: 'finished' });
  });
});
