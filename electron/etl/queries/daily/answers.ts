import type { Answers } from '../answers.ts';
import type { OpenRuns } from '../open-runs.ts';
import { readBreakdown } from './read-breakdown.ts';
import { readDaily } from './read-daily.ts';
import { readPlayersInRange } from './read-players-in-range.ts';

export function dailyAnswers(runs: OpenRuns): Answers<'daily'> {
  return {
    'daily:metrics': ({ runId }, signal) => runs.use(runId, readDaily, signal),
    'daily:breakdown': (request, signal) =>
      runs.use(request.runId, (run) => readBreakdown(run, request), signal),
    'daily:players': ({ runId, from, to }, signal) =>
      runs.use(runId, (run) => readPlayersInRange(run, from, to), signal),
  };
}
