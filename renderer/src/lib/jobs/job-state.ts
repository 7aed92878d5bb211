import type { JobEvent } from '../../../../shared/ipc/job.ts';
import type { Failure } from '../../../../shared/ipc/reply.ts';

/** A job as it is known from its events. */
export type JobState<Begun, Progress, Result> = {
  jobId: string;
  status: 'running' | 'cancelling' | 'finished' | 'failed' | 'cancelled';
  startedAtMs: number;
  /** Null while it goes on. */
  endedAtMs: number | null;
  begun: Begun;
  /** The latest; null before the first. */
  progress: Progress | null;
  /** Null unless it finished. */
  result: Result | null;
  failure: Failure | null;
};

/** Whether a job is still going. */
export function isActive({ status }: Pick<JobState<unknown, unknown, unknown>, 'status'>): boolean {
  return status === 'running' || status === 'cancelling';
}

/** The job after an event. Events of another one, and of one that has ended, change nothing. */
export function advance<Begun, Progress, Result>(
  job: JobState<Begun, Progress, Result> | null,
  event: JobEvent<Begun, Progress, Result>,
): JobState<Begun, Progress, Result> | null {
  if (event.type === 'started') {
    const { jobId, atMs: startedAtMs, begun } = event;
    const open = { endedAtMs: null, progress: null, result: null, failure: null };
    return { jobId, status: 'running', startedAtMs, begun, ...open };
  }
  if (job === null || !isActive(job) || event.jobId !== job.jobId) return job;
  switch (event.type) {
    case 'progress':
      // What is being cancelled makes no progress any more.
      return job.status === 'cancelling' ? job : { ...job, progress: event.progress };
    case 'finished':
      return { ...job, status: 'finished', endedAtMs: event.atMs, result: event.result };
    case 'failed': {
      const status = event.error.code === 'CANCELLED' ? 'cancelled' : 'failed';
      return { ...job, status, endedAtMs: event.atMs, failure: event.error };
    }
    case 'log':
      return job;
  }
}
