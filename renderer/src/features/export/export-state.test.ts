import { describe, expect, it } from 'vitest';
import type { ExportEvent } from '../../../../shared/ipc/export.ts';
import { advance, type ExportState, shareOf } from './export-state.ts';

const jobId = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
const other = '7d444840-9dc0-41d1-b245-5ffdce74fad3';
const started: ExportEvent = { type: 'started', jobId, folder: '/to' };
const progress = (done: number | null): ExportEvent => ({
  type: 'progress',
  jobId,
  progress: { name: 'events_cleaned.csv', done, total: 200 },
});
const finished: ExportEvent = { type: 'finished', jobId, folder: '/to', written: [] };
const failed = (code: 'CANCELLED' | 'OUTPUT_FAILED'): ExportEvent => ({
  type: 'failed',
  jobId,
  error: { code, message: 'It went wrong.' },
});
const stateAfter = (...events: ExportEvent[]) => events.reduce<ExportState | null>(advance, null);

describe('an export', () => {
  it('goes from its start to its end', () => {
    expect(stateAfter(started)).toMatchObject({ status: 'running', progress: null });
    expect(shareOf(stateAfter(started, progress(50))?.progress ?? null)).toBe(0.25);
    expect(stateAfter(started, progress(50), finished)).toMatchObject({ status: 'finished' });
    expect(stateAfter(started, failed('OUTPUT_FAILED'))).toMatchObject({ status: 'failed' });
    expect(stateAfter(started, failed('CANCELLED'))).toMatchObject({ status: 'cancelled' });
  });

  it('claims no share where none is known', () => {
    expect(shareOf(stateAfter(started)?.progress ?? null)).toBeNull();
    expect(shareOf(stateAfter(started, progress(null))?.progress ?? null)).toBeNull();
  });

  it('does not hear of others, nor of anything once it is over or being cancelled', () => {
    expect(stateAfter(progress(50))).toBeNull();
    expect(stateAfter(started, { ...finished, jobId: other })).toMatchObject({ status: 'running' });
    expect(stateAfter(started, finished, progress(50), failed('CANCELLED'))).toMatchObject({
      status: 'finished',
      progress: null,
    });
    const state = stateAfter(started);
    const cancelling: ExportState | null = state && { ...state, status: 'cancelling' };
    expect(advance(cancelling, progress(50))).toMatchObject({ status: 'cancelling', progress: null });
    expect(advance(cancelling, finished)).toMatchObject({ status: 'finished' });
  });
});
