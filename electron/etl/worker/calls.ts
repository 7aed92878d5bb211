import type { EngineCall, EngineGives, EngineTakes } from '../../../shared/ipc/engine.ts';
import { readDaily } from '../queries/daily/read-daily.ts';
import { countRows } from '../queries/data/count-rows.ts';
import { readPage } from '../queries/data/read-page.ts';
import { readRow } from '../queries/data/read-row.ts';
import { rowOrders } from '../queries/data/row-orders.ts';
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
    'data:page': (request) => runs.use(request.runId, (run) => readPage(run, request)),
    'data:count': ({ runId, filters }) => runs.use(runId, (run) => countRows(run, filters)),
    'data:row': ({ runId, row }) => runs.use(runId, (run) => readRow(run, row)),
    'data:progress': ({ runId }) =>
      runs.use(runId, async (run) => ({ share: (await rowOrders(run)).share() })),
  };
}
