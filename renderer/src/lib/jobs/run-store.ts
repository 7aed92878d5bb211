import { create } from 'zustand';
import { queryClient } from '../query-client.ts';
import { jobStore } from './job-store.ts';
import { appendLog, clearLog } from './log-store.ts';
import { advanceRun } from './run-state.ts';

/** The run on screen: the one under way, or the last one that was. */
export const runs = jobStore({
  start: window.api.run.start,
  cancel: window.api.run.cancel,
  current: window.api.run.current,
  listen: (hear) => window.api.on('run:events', hear),
  advance: advanceRun,
  onEvent: (event) => {
    if (event.type === 'started') clearLog();
    else if (event.type === 'log' && event.jobId === useRun.getState().job?.jobId)
      appendLog(event.lines, event.leftOut);
    else if (event.type === 'finished' || event.type === 'failed')
      void queryClient.invalidateQueries({ queryKey: ['runs'] });
  },
});
export const useRun = runs.use;

/** The run that the user is asked about, whether it should really be cancelled. */
export const useCancelQuestion = create<{ jobId: string | null }>(() => ({ jobId: null }));

export function askToCancel(): void {
  const { job } = useRun.getState();
  useCancelQuestion.setState({ jobId: job?.status === 'running' ? job.jobId : null });
}

export function keepRunning(): void {
  useCancelQuestion.setState({ jobId: null });
}

/** Cancels the run under way. */
export function cancelRun(): void {
  keepRunning();
  void runs.cancel();
}
