import type { EngineCall, EngineGives, EngineTakes } from '../../../shared/ipc/engine.ts';
import { readBreakdown } from '../queries/daily/read-breakdown.ts';
import { readDaily } from '../queries/daily/read-daily.ts';
import { readPlayersInRange } from '../queries/daily/read-players-in-range.ts';
import type { OpenRuns } from '../queries/open-runs.ts';
import { inspectDataset } from './inspect.ts';
import type { Jobs } from './jobs.ts';

/** How the engine answers each call. */
export type EngineCalls = {
  readonly [Name in EngineCall]: (value: EngineTakes<Name>) => EngineGives<Name> | Promise<EngineGives<Name>>;
};

/** One line a call; what it does stands in a file of its own. */
export function engineCalls(jobs: Jobs, runs: OpenRuns): EngineCalls {
  return {
    'dataset:inspect': inspectDataset,
    'job:start': (start) => {
      jobs.start(start);
      return undefined;
    },
    'job:cancel': ({ jobId }) => {
      jobs.cancel(jobId);
      return undefined;
    },
    'daily:metrics': ({ runId }) => runs.use(runId, readDaily),
    'daily:breakdown': (request) => runs.use(request.runId, (run) => readBreakdown(run, request)),
    'daily:players': ({ runId, from, to }) => runs.use(runId, (run) => readPlayersInRange(run, from, to)),
  };
}
