import type { DatasetProfile, Preview } from '../../../../shared/ipc/dataset.ts';
import type { EventOf, JobProgress, JobRequest, JobResult } from '../../../../shared/ipc/jobs.ts';
import { advance, type JobState } from './job-state.ts';
import { jobStore } from './job-store.ts';

type LookState = JobState<null, JobProgress<'look'>, JobResult<'look'>>;
type Wanted = Omit<JobRequest<'look'>, 'depth'>;

/** The look into the sources that is under way, or the last one that was. */
export const looks = jobStore({
  start: window.api.look.start,
  cancel: window.api.look.cancel,
  current: window.api.look.current,
  listen: (hear) => window.api.on('look:events', hear),
  advance: (job: LookState | null, event: EventOf<'look'>): LookState | null => advance(job, event),
});

/** How far the look under way is; null where it has not told yet. */
export function useLookProgress(): JobProgress<'look'> | null {
  return looks.use(({ job }) => job?.progress ?? null);
}

/** A quick look at the beginnings of files. @throws CallError; CANCELLED once another look or a run takes its place */
export async function preview(wanted: Wanted, signal: AbortSignal): Promise<Preview> {
  const result = await looks.result({ ...wanted, depth: 'preview' }, signal);
  if (result.depth === 'preview') return result.found;
  throw new Error('The engine answered another question.');
}

/** Everything, exactly. @throws as `preview` */
export async function profile(wanted: Wanted, signal: AbortSignal): Promise<DatasetProfile> {
  const result = await looks.result({ ...wanted, depth: 'profile' }, signal);
  if (result.depth === 'profile') return result.found;
  throw new Error('The engine answered another question.');
}
