import type { ExportEvent, ExportProgress } from '../../../../shared/ipc/export.ts';
import type { Failure } from '../../../../shared/ipc/reply.ts';

type Written = Extract<ExportEvent, { type: 'finished' }>['written'];

/** An export as it is known from its events. */
export type ExportState = {
  jobId: string;
  folder: string;
  status: 'running' | 'cancelling' | 'finished' | 'failed' | 'cancelled';
  progress: ExportProgress | null;
  written: Written;
  failure: Failure | null;
};

/** Whether an export is still going. */
export function isActive(state: ExportState): boolean {
  return state.status === 'running' || state.status === 'cancelling';
}

/** The export after an event. Events of another one, and of one that has ended, change nothing. */
export function advance(state: ExportState | null, event: ExportEvent): ExportState | null {
  if (event.type === 'started') {
    const { jobId, folder } = event;
    return { jobId, folder, status: 'running', progress: null, written: [], failure: null };
  }
  if (state === null || !isActive(state) || event.jobId !== state.jobId) return state;
  switch (event.type) {
    case 'progress':
      // What is being cancelled makes no progress any more.
      return state.status === 'cancelling' ? state : { ...state, progress: event.progress };
    case 'finished':
      return { ...state, status: 'finished', written: event.written };
    case 'failed': {
      const status = event.error.code === 'CANCELLED' ? 'cancelled' : 'failed';
      return { ...state, status, failure: event.error };
    }
  }
}

/** The share done, 0 to 1; null where it is not known. */
export function shareOf(progress: ExportProgress | null): number | null {
  if (progress === null || progress.done === null || progress.total === 0) return null;
  return Math.min(progress.done / progress.total, 1);
}
