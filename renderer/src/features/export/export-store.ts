import { create } from 'zustand';
import type { ExportEvent } from '../../../../shared/ipc/export.ts';
import type { Failure } from '../../../../shared/ipc/reply.ts';
import { call, failureOf } from '../../lib/call.ts';
import { followEvents } from '../../lib/follow-events.ts';
import { queryClient } from '../../lib/query-client.ts';
import { advance, type ExportState, isActive } from './export-state.ts';

type ExportStore = {
  /** The export under way, or the last one that was. */
  job: ExportState | null;
  /** Why the last attempt to start did not even begin. */
  startFailure: Failure | null;
  isStarting: boolean;
};

export const useExport = create<ExportStore>(() => ({ job: null, startFailure: null, isStarting: false }));

/** Catches up with the export under way, or the last one, and follows every export from then on. */
export async function listenToExports(): Promise<void> {
  await followEvents<ExportEvent>({
    listen: (hear) => window.api.on('export:events', hear),
    catchUp: () => call(window.api.export.current()),
    receive,
    onCancelling: () =>
      useExport.setState(({ job }) => ({
        job: job && isActive(job) ? { ...job, status: 'cancelling' } : job,
      })),
  });
}

function receive(event: ExportEvent): void {
  useExport.setState(({ job }) => ({ job: advance(job, event) }));
  // What stands in the folder is another now, whichever way it ended.
  if (event.type === 'finished' || event.type === 'failed')
    void queryClient.invalidateQueries({ queryKey: ['export', 'target'] });
}

type Request = Parameters<typeof window.api.export.start>[0];

/** Starts an export; it is followed by its events. */
export async function startExport(request: Request): Promise<void> {
  const { job, isStarting } = useExport.getState();
  if (isStarting || (job !== null && isActive(job))) return;
  useExport.setState({ isStarting: true, startFailure: null, job: null });
  try {
    await call(window.api.export.start(request));
  } catch (error) {
    useExport.setState({ startFailure: failureOf(error) });
  } finally {
    useExport.setState({ isStarting: false });
  }
}

/** Cancels the export under way; one that is being put in place already may still finish. */
export async function cancelExport(): Promise<void> {
  const { job } = useExport.getState();
  if (job?.status !== 'running') return;
  useExport.setState({ job: { ...job, status: 'cancelling' } });
  try {
    await call(window.api.export.cancel({ jobId: job.jobId }));
  } catch (error) {
    useExport.setState({ startFailure: failureOf(error) });
  }
}
