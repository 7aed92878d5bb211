import { notifications } from '@mantine/notifications';
import type { EventOf, JobBegun, JobProgress, JobRequest, JobResult } from '../../../../shared/ipc/jobs.ts';
import { notifyFailure } from '../notify.ts';
import { advance, isActive, type JobState } from './job-state.ts';
import { jobStore } from './job-store.ts';

type SaveState = JobState<JobBegun<'save'>, JobProgress<'save'>, JobResult<'save'>>;

/** The table that is being saved, or the last one that was. */
export const saves = jobStore({
  start: window.api.save.start,
  cancel: window.api.save.cancel,
  current: window.api.save.current,
  listen: (hear) => window.api.on('save:events', hear),
  advance: (job: SaveState | null, event: EventOf<'save'>): SaveState | null => advance(job, event),
});

const names = { events: 'Events', quarantine: 'Quarantine' } as const;

/** Says what comes of a saving, wherever the user is by then. */
saves.use.subscribe(({ job }, { job: before }) => {
  if (job === null || isActive(job) || before?.jobId !== job.jobId || !isActive(before)) return;
  const name = names[job.begun.table];
  if (job.status === 'finished')
    notifications.show({ color: 'teal.9', title: `${name}: saved`, message: job.begun.path });
  else if (job.status === 'cancelled')
    notifications.show({
      color: 'yellow',
      title: `${name}: not saved`,
      message: 'Cancelled; nothing was written.',
    });
  else notifyFailure(`${name}: not saved`, new Error(job.failure?.message));
});

/** Has a table saved, unless one is being saved already; says why where it did not even begin. */
export async function saveTable(rows: JobRequest<'save'>): Promise<void> {
  await saves.start(() => rows);
  tellFailure(`${names[rows.table]}: not saved`);
}

/** Cancels what is being saved; one that is being put in place may still finish. */
export async function cancelSave(): Promise<void> {
  await saves.cancel();
  tellFailure('Saving is not cancelled');
}

function tellFailure(title: string): void {
  const { startFailure } = saves.use.getState();
  if (startFailure !== null) notifyFailure(title, new Error(startFailure.message));
  saves.use.setState({ startFailure: null });
}
