import type { EngineTakes } from '../../shared/ipc/engine.ts';
import type { ExportEvent } from '../../shared/ipc/export.ts';
import { CurrentJob } from './current-job.ts';
import type { EtlHost } from './etl-host.ts';

export type CurrentExport = CurrentJob<Omit<EngineTakes<'export:start'>, 'jobId'>, ExportEvent>;

/** The export under way. An engine that is slow to let go of it is left alone: a run may be under way in it. */
export function currentExport(host: EtlHost, tell: (event: ExportEvent) => void): CurrentExport {
  return new CurrentJob(
    {
      busy: { code: 'EXPORT_ACTIVE', message: 'An export is under way: wait for its end, or cancel it.' },
      start: (jobId, start) => host.ask('export:start', { jobId, ...start }),
      cancel: (jobId) => host.ask('export:cancel', { jobId }),
      keep,
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

/** The beginning and the latest progress: the rest does not matter later. */
function keep(events: ExportEvent[], event: ExportEvent): void {
  if (event.type === 'progress') events.splice(1, 1, event);
  else events.push(event);
}
