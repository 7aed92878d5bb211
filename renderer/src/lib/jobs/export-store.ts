import type { JobRequest } from '../../../../shared/ipc/jobs.ts';
import { queryClient } from '../query-client.ts';
import { advanceExport } from './export-state.ts';
import { jobStore } from './job-store.ts';

/** The export under way, or the last one that was. */
export const exports = jobStore({
  start: window.api.export.start,
  cancel: window.api.export.cancel,
  current: window.api.export.current,
  listen: (hear) => window.api.on('export:events', hear),
  advance: advanceExport,
  onEvent: ({ type }) => {
    // What stands in the folder is another now, whichever way it ended.
    if (type === 'finished' || type === 'failed')
      void queryClient.invalidateQueries({ queryKey: ['export', 'target'] });
  },
});
export const useExport = exports.use;

/** Starts an export; what came of the last one is no longer shown. */
export async function startExport(request: JobRequest<'export'>): Promise<void> {
  await exports.start(() => {
    useExport.setState({ job: null });
    return request;
  });
}
