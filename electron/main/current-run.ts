import type { EngineTakes } from '../../shared/ipc/engine.ts';
import type { RunEvent } from '../../shared/ipc/schemas.ts';
import type { Told } from '../../shared/ipc/told.ts';
import { CurrentJob } from './current-job.ts';
import type { EtlHost } from './etl-host.ts';
import type { RunClock } from './run-clock.ts';
import { RunMemory } from './run-memory.ts';

type Start = Omit<EngineTakes<'job:start'>, 'jobId'>;
export type CurrentRun = CurrentJob<Start, RunEvent>;

/** The run under way. Starting it fails with INVALID_CONFIG, and its faults, where the configuration has any. */
export function currentRun(
  host: EtlHost,
  clock: RunClock,
  tell: (told: Told<RunEvent>, start: Start) => void,
): CurrentRun {
  return new CurrentJob(
    {
      busy: { code: 'RUN_ACTIVE', message: 'A run is under way: wait for its end, or cancel it.' },
      start: (jobId, start) => host.ask('job:start', { jobId, ...start }),
      cancel: (jobId) => host.ask('job:cancel', { jobId }),
      giveUp: () => host.stop(),
      remember: () => new RunMemory(),
      lost: (jobId, failure, isCancelled) => ({
        type: 'failed',
        jobId,
        atMs: clock.nowMs(),
        error: isCancelled
          ? { code: 'CANCELLED', message: 'The run was cancelled; nothing was written.' }
          : failure,
      }),
    },
    (told, start) => {
      clock.hear(told.event);
      tell(told, start);
    },
  );
}
