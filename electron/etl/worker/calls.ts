import { join } from 'node:path';
import type { EngineCall, EngineGives, EngineTakes } from '../../../shared/ipc/engine.ts';
import { readCohortBreakdown } from '../queries/cohorts/read-breakdown.ts';
import { readCohortMatrix } from '../queries/cohorts/read-matrix.ts';
import { readBreakdown } from '../queries/daily/read-breakdown.ts';
import { readDaily } from '../queries/daily/read-daily.ts';
import { readPlayersInRange } from '../queries/daily/read-players-in-range.ts';
import { countRows } from '../queries/data/count-rows.ts';
import { readPage } from '../queries/data/read-page.ts';
import { readRow } from '../queries/data/read-row.ts';
import { rowOrders } from '../queries/data/row-orders.ts';
import { compareRuns } from '../queries/history/compare-runs.ts';
import type { OpenRuns } from '../queries/open-runs.ts';
import { readDistributions } from '../queries/quality/read-distributions.ts';
import {
  countQuarantine,
  readQuarantinedLine,
  readQuarantinePage,
} from '../queries/quality/read-quarantine.ts';
import type { ExportJobs } from './export-jobs.ts';
import { inspectDataset } from './inspect.ts';
import type { Inspections } from './inspections.ts';
import type { Jobs } from './jobs.ts';
import type { Saves } from './saves.ts';
import { tidyRun } from './tidy-run.ts';

/** How the engine answers each call. */
export type EngineCalls = {
  readonly [Name in EngineCall]: (value: EngineTakes<Name>) => EngineGives<Name> | Promise<EngineGives<Name>>;
};

/** What the calls work with. */
export type Engine = {
  jobs: Jobs;
  runs: OpenRuns;
  inspections: Inspections;
  exports: ExportJobs;
  saves: Saves;
  runsFolder: string;
};

/** One line a call; what it does stands in a file of its own. */
export function engineCalls(engine: Engine): EngineCalls {
  const { jobs, runs, inspections, exports, saves, runsFolder } = engine;
  return {
    'dataset:inspect': inspectDataset,
    'dataset:preview': (look) => inspections.preview(look),
    'dataset:profile': (look) => inspections.profile(look),
    'dataset:cancel': ({ jobId }) => {
      inspections.cancel(jobId);
      return undefined;
    },
    'job:start': (start) => {
      inspections.cancelCurrent();
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
    'export:plan': (plan) => exports.plan(plan),
    'export:target': (target) => exports.inspect(target),
    'export:start': (start) => {
      exports.start(start);
      return undefined;
    },
    'export:cancel': ({ jobId }) => {
      exports.cancel(jobId);
      return undefined;
    },
    'history:compare': (compared) => compareRuns(runs, compared),
    'run:release': async ({ runId }) => {
      await runs.close(runId);
      return undefined;
    },
    'run:tidy': ({ runId }) => tidyRun(join(runsFolder, runId)),
    'quality:quarantine': ({ runId, ...page }) => runs.use(runId, (run) => readQuarantinePage(run, page)),
    'quality:quarantinedLine': ({ runId, position }) =>
      runs.use(runId, (run) => readQuarantinedLine(run, position)),
    'quality:quarantineCounts': ({ runId }) => runs.use(runId, countQuarantine),
    'quality:distributions': ({ runId }) => runs.use(runId, readDistributions),
    'quality:saveQuarantine': async (save) => {
      await saves.quarantine(save);
      return undefined;
    },
    'cohorts:matrix': ({ runId, period }) => runs.use(runId, (run) => readCohortMatrix(run, period)),
    'cohorts:breakdown': ({ runId, ...ref }) => runs.use(runId, (run) => readCohortBreakdown(run, ref)),
    'data:page': (request) => runs.use(request.runId, (run) => readPage(run, request)),
    'data:count': ({ runId, filters }) => runs.use(runId, (run) => countRows(run, filters)),
    'data:row': ({ runId, row }) => runs.use(runId, (run) => readRow(run, row)),
    'data:progress': ({ runId }) =>
      runs.use(runId, async (run) => ({ share: (await rowOrders(run)).share() })),
    'data:save': async (save) => {
      await saves.events(save);
      return undefined;
    },
    'save:cancel': ({ jobId }) => {
      saves.cancel(jobId);
      return undefined;
    },
  };
}
