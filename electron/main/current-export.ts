import type { EngineTakes } from '../../shared/ipc/engine.ts';
import type { ExportEvent } from '../../shared/ipc/export.ts';
import type { Told } from '../../shared/ipc/told.ts';
import { CurrentJob, type JobMemory } from './current-job.ts';
import type { EtlHost } from './etl-host.ts';

export type CurrentExport = CurrentJob<Omit<EngineTakes<'export:start'>, 'jobId'>, ExportEvent>;

/** The export under way. An engine that is slow to let go of it is left alone: a run may be under way in it. */
export function currentExport(host: EtlHost, tell: (told: Told<ExportEvent>) => void): CurrentExport {
  return new CurrentJob(
    {
      busy: { code: 'EXPORT_ACTIVE', message: 'An export is under way: wait for its end, or cancel it.' },
      start: (jobId, start) => host.ask('export:start', { jobId, ...start }),
      cancel: (jobId) => host.ask('export:cancel', { jobId }),
      remember,
      lost: (jobId, failure, isCancelled) => ({
        type: 'failed',
        jobId,
        error: isCancelled
          ? { code: 'CANCELLED', message: 'The export was cancelled; nothing was written.' }
          : {
              code: failure.code,
              message:
                'The engine stopped unexpectedly, perhaps for want of memory; no file is half-written. Start the export again; if it stops again, lower the memory limit in Settings.',
            },
      }),
    },
    tell,
  );
}

/** The beginning, the latest progress and the end: the rest does not matter later. */
function remember(): JobMemory<ExportEvent> {
  const latest = new Map<'started' | 'progress' | 'end', ExportEvent>();
  return {
    add: (event) => {
      const isEnd = event.type === 'finished' || event.type === 'failed';
      latest.set(isEnd ? 'end' : event.type, event);
    },
    events: () => [...latest.values()],
  };
}
