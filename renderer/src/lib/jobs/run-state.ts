import type { JobBegun } from '../../../../shared/ipc/jobs.ts';
import type { RunEvent } from '../../../../shared/ipc/run.ts';
import type { Progress, Stage } from '../../../../shared/run/progress.ts';
import { advance, type JobState } from './job-state.ts';

export type StageState = {
  startedAtMs: number;
  /** Null while it runs. */
  endedAtMs: number | null;
  progress: Progress;
};

/** A run as it is known from its events. */
export type RunState = JobState<JobBegun<'run'>, Progress, null> & {
  stage: Stage | null;
  stages: Readonly<Partial<Record<Stage, StageState>>>;
};

/** The run after an event. Events of another run, and of one that has ended, change nothing. */
export function advanceRun(run: RunState | null, event: RunEvent): RunState | null {
  const next = advance(run, event);
  if (next === null || next === run) return run;
  const { stage, stages } = event.type === 'started' || run === null ? { stage: null, stages: {} } : run;
  const now = { ...next, stage, stages };
  switch (event.type) {
    case 'progress':
      return withProgress(now, event.progress, event.atMs);
    case 'finished':
    case 'failed':
      return { ...now, stages: endedStages(now, event.atMs) };
    default:
      return now;
  }
}

function withProgress(run: RunState, progress: Progress, atMs: number): RunState {
  const { stage } = progress;
  const stages = stage === run.stage ? run.stages : endedStages(run, atMs);
  const startedAtMs = stages[stage]?.startedAtMs ?? atMs;
  return { ...run, stage, stages: { ...stages, [stage]: { startedAtMs, endedAtMs: null, progress } } };
}

/** The stages once the one that runs is over. */
function endedStages({ stage, stages }: RunState, atMs: number): RunState['stages'] {
  const current = stage === null ? undefined : stages[stage];
  return stage === null || current === undefined
    ? stages
    : { ...stages, [stage]: { ...current, endedAtMs: atMs } };
}
