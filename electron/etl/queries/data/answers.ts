import type { Answers } from '../answers.ts';
import type { OpenRuns } from '../open-runs.ts';
import { countRows } from './count-rows.ts';
import { readPage } from './read-page.ts';
import { readRow } from './read-row.ts';
import { rowOrders } from './row-orders.ts';

export function dataAnswers(runs: OpenRuns): Answers<'data'> {
  return {
    'data:page': (request, signal) => runs.use(request.runId, (run) => readPage(run, request), signal),
    'data:count': ({ runId, filters }, signal) => runs.use(runId, (run) => countRows(run, filters), signal),
    'data:row': ({ runId, row }, signal) => runs.use(runId, (run) => readRow(run, row), signal),
    'data:progress': ({ runId }, signal) =>
      runs.use(runId, async (run) => ({ share: (await rowOrders(run)).share() }), signal),
  };
}
