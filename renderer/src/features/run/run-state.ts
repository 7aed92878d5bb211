import type { Failure } from '../../../../shared/ipc/reply.ts';
import type { RunEvent } from '../../../../shared/ipc/schemas.ts';
import type { Progress, Stage } from '../../../../shared/run/progress.ts';

export type StageState = {
  startedAtMs: number;
  /** Null while it runs. */
  endedAtMs: number | null;
  progress: Progress;
};

/** A run as it is known from its events. */
export type RunState = {
  jobId: string;
  inputs: readonly string[];
  logFile: string;
  startedAtMs: number;
  endedAtMs: number | null;
  status: 'running' | 'cancelling' | 'finished' | 'failed' | 'cancelled';
  stage: Stage | null;
  stages: Readonly<Partial<Record<Stage, StageState>>>;
  failure: Failure | null;
};

/** Whether a run is still going. */
export function isActive(run: RunState): boolean {
  return run.status === 'running' || run.status === 'cancelling';
}

/** The run after an event. Events of another run, and of one that has ended, change nothing. */
export function advance(run: RunState | null, event: RunEvent): RunState | null {
  if (event.type === 'started') {
    const { jobId, inputs, logFile, atMs } = event;
    const begun = { startedAtMs: atMs, endedAtMs: null, status: 'running', stage: null, stages: {} } as const;
    return { jobId, inputs, logFile, ...begun, failure: null };
  }
  if (run === null || !isActive(run) || event.jobId !== run.jobId) return run;
  switch (event.type) {
    case 'progress':
      return withProgress(run, event.progress, event.atMs);
    case 'finished':
      return { ...ended(run, event.atMs), status: 'finished' };
    case 'failed': {
      const status = event.error.code === 'CANCELLED' ? 'cancelled' : 'failed';
      return { ...ended(run, event.atMs), status, failure: event.error };
    }
    case 'log':
      return run;
  }
}

function withProgress(run: RunState, progress: Progress, atMs: number): RunState {
  const { stage } = progress;
  const before = stage === run.stage ? run : ended(run, atMs);
  const startedAtMs = run.stages[stage]?.startedAtMs ?? atMs;
  return {
    ...run,
    stage,
    stages: { ...before.stages, [stage]: { startedAtMs, endedAtMs: null, progress } },
  };
}

/** Ends the stage that runs, and the run. */
function ended(run: RunState, atMs: number): RunState {
  const current = run.stage === null ? undefined : run.stages[run.stage];
  const stages =
    run.stage === null || current === undefined
      ? run.stages
      : { ...run.stages, [run.stage]: { ...current, endedAtMs: atMs } };
  return { ...run, stages, endedAtMs: atMs };
}
