import type { EngineTakes } from '../../shared/ipc/engine.ts';
import type { RunEvent } from '../../shared/ipc/schemas.ts';
import { CurrentJob } from './current-job.ts';
import type { EtlHost } from './etl-host.ts';

type Start = Omit<EngineTakes<'job:start'>, 'jobId'>;
export type CurrentRun = CurrentJob<Start, RunEvent>;

/** The run under way. Starting it fails with INVALID_CONFIG, and its faults, where the configuration has any. */
export function currentRun(host: EtlHost, tell: (event: RunEvent, start: Start) => void): CurrentRun {
  return new CurrentJob(
    {
      busy: { code: 'RUN_ACTIVE', message: 'A run is under way: wait for its end, or cancel it.' },
      start: (jobId, start) => host.ask('job:start', { jobId, ...start }),
      cancel: (jobId) => host.ask('job:cancel', { jobId }),
      giveUp: () => host.stop(),
      keep,
      lost: (jobId, failure, isCancelled) => ({
        type: 'failed',
        jobId,
        atMs: Date.now(),
        error: isCancelled
          ? { code: 'CANCELLED', message: 'The run was cancelled; nothing was written.' }
          : failure,
      }),
    },
    tell,
  );
}

/** One report a stage tells its times; the others it passed through do not matter later. */
function keep(events: RunEvent[], event: RunEvent): void {
  if (event.type === 'started') events.push(event);
  if (event.type !== 'progress') return;
  const last = events.at(-1);
  const previous = events.at(-2);
  const repeats = [last, previous].every(
    (one) => one?.type === 'progress' && one.progress.stage === event.progress.stage,
  );
  // The first report of a stage says when it began, the latest how far it is.
  if (repeats) events[events.length - 1] = event;
  else events.push(event);
}
