import type { EventOf, JobBegun, JobProgress, JobResult } from '../../../../shared/ipc/jobs.ts';
import { advance, type JobState } from './job-state.ts';

/** An export as it is known from its events. */
export type ExportState = JobState<JobBegun<'export'>, JobProgress<'export'>, JobResult<'export'>>;

export function advanceExport(job: ExportState | null, event: EventOf<'export'>): ExportState | null {
  return advance(job, event);
}

/** The share done, 0 to 1; null where it is not known. */
export function shareOf(progress: JobProgress<'export'> | null): number | null {
  if (progress === null || progress.done === null || progress.total === 0) return null;
  return Math.min(progress.done / progress.total, 1);
}
