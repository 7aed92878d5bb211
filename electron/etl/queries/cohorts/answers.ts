import type { Answers } from '../answers.ts';
import type { OpenRuns } from '../open-runs.ts';
import { readCohortBreakdown } from './read-breakdown.ts';
import { readCohortMatrix } from './read-matrix.ts';

export function cohortsAnswers(runs: OpenRuns): Answers<'cohorts'> {
  return {
    'cohorts:matrix': ({ runId, period }, signal) =>
      runs.use(runId, (run) => readCohortMatrix(run, period), signal),
    'cohorts:breakdown': ({ runId, ...ref }, signal) =>
      runs.use(runId, (run) => readCohortBreakdown(run, ref), signal),
  };
}
