import { call } from '../../lib/call.ts';
import { useRun } from '../../lib/jobs/run-store.ts';
import { queryClient } from '../../lib/query-client.ts';
import { forget } from './history-store.ts';

/** Deletes a run, whatever came of it. @throws CallError where it cannot be deleted */
export async function deleteRun(id: string): Promise<void> {
  await call(window.api.run.delete({ id }));
  // No screen may show what is gone: the one of the run shows the last one still.
  if (useRun.getState().job?.jobId === id) useRun.setState({ job: null });
  forget(id);
  queryClient.removeQueries({ queryKey: ['run', id] });
  await queryClient.invalidateQueries({ queryKey: ['runs'] });
}
