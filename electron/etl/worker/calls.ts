import type { EngineCall, EngineGives, EngineTakes } from '../../../shared/ipc/engine.ts';
import { readDaily } from '../queries/daily/read-daily.ts';
import type { OpenRuns } from '../queries/open-runs.ts';
import { readDistributions } from '../queries/quality/read-distributions.ts';
import {
  countQuarantine,
  readQuarantinedLine,
  readQuarantinePage,
} from '../queries/quality/read-quarantine.ts';
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
    'quality:quarantine': ({ runId, ...page }) => runs.use(runId, (run) => readQuarantinePage(run, page)),
    'quality:quarantinedLine': ({ runId, position }) =>
      runs.use(runId, (run) => readQuarantinedLine(run, position)),
    'quality:quarantineCounts': ({ runId }) => runs.use(runId, countQuarantine),
    'quality:distributions': ({ runId }) => runs.use(runId, readDistributions),
  };
}
