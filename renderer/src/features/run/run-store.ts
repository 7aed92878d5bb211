import { create } from 'zustand';
import type { Failure } from '../../../../shared/ipc/reply.ts';
import type { RunEvent } from '../../../../shared/ipc/schemas.ts';
import { call, failureOf } from '../../lib/call.ts';
import { followEvents } from '../../lib/follow-events.ts';
import { queryClient } from '../../lib/query-client.ts';
import { appendLog, clearLog } from './log-store.ts';
import { advance, isActive, type RunState } from './run-state.ts';

type RunStore = {
  run: RunState | null;
  /** Why the last attempt to start did not even begin. */
  startFailure: Failure | null;
  isStarting: boolean;
  isConfirmingCancel: boolean;
};

/** The run on screen: the one under way, or the last one that was. */
export const useRun = create<RunStore>(() => ({
  run: null,
  startFailure: null,
  isStarting: false,
  isConfirmingCancel: false,
}));

/** Catches up with the run under way, or the last one, and follows every run from then on. */
export async function listenToRuns(): Promise<void> {
  await followEvents<RunEvent>({
    listen: (hear) => window.api.on('run:events', hear),
    catchUp: () => call(window.api.run.current()),
    receive,
    onCancelling: () =>
      useRun.setState(({ run }) => ({ run: run && isActive(run) ? { ...run, status: 'cancelling' } : run })),
  });
}

function receive(event: RunEvent): void {
  if (event.type === 'started') clearLog();
  if (event.type === 'log') {
    if (event.jobId === useRun.getState().run?.jobId) appendLog(event.lines, event.leftOut);
    return;
  }
  useRun.setState(({ run, isConfirmingCancel }) => {
    const next = advance(run, event);
    return { run: next, isConfirmingCancel: isConfirmingCancel && next !== null && isActive(next) };
  });
  if (event.type === 'finished' || event.type === 'failed')
    void queryClient.invalidateQueries({ queryKey: ['runs'] });
}

/** Asks whether the run under way should really be cancelled. */
export function askToCancel(): void {
  useRun.setState(({ run }) => ({ isConfirmingCancel: run?.status === 'running' }));
}

export function keepRunning(): void {
  useRun.setState({ isConfirmingCancel: false });
}

/** Cancels the run under way. */
export async function cancelRun(): Promise<void> {
  const { run } = useRun.getState();
  if (run?.status !== 'running') return;
  useRun.setState({ run: { ...run, status: 'cancelling' }, isConfirmingCancel: false });
  try {
    await call(window.api.run.cancel({ jobId: run.jobId }));
  } catch (error) {
    useRun.setState({ startFailure: failureOf(error) });
  }
}
