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
  readonly [Name in EngineCall]: (
    value: EngineTakes<Name>,
    /** Fires once nobody waits for the answer any more. */
    signal: AbortSignal,
  ) => EngineGives<Name> | Promise<EngineGives<Name>>;
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
    'dataset:preview': (look, signal) => inspections.preview(look, signal),
    'dataset:profile': (look, signal) => inspections.profile(look, signal),
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
    'daily:metrics': ({ runId }, signal) => runs.use(runId, readDaily, signal),
    'daily:breakdown': (request, signal) =>
      runs.use(request.runId, (run) => readBreakdown(run, request), signal),
    'daily:players': ({ runId, from, to }, signal) =>
      runs.use(runId, (run) => readPlayersInRange(run, from, to), signal),
    'export:plan': (plan, signal) => exports.plan(plan, signal),
    'export:target': (target) => exports.inspect(target),
    'export:start': (start) => {
      exports.start(start);
      return undefined;
    },
    'export:cancel': ({ jobId }) => {
      exports.cancel(jobId);
      return undefined;
    },
    'history:compare': (compared, signal) => compareRuns(runs, compared, signal),
    'run:release': async ({ runId }) => {
      await runs.close(runId);
      return undefined;
    },
    'run:tidy': ({ runId }) => tidyRun(join(runsFolder, runId)),
    'quality:quarantine': ({ runId, ...page }, signal) =>
      runs.use(runId, (run) => readQuarantinePage(run, page), signal),
    'quality:quarantinedLine': ({ runId, position }, signal) =>
      runs.use(runId, (run) => readQuarantinedLine(run, position), signal),
    'quality:quarantineCounts': ({ runId }, signal) => runs.use(runId, countQuarantine, signal),
    'quality:distributions': ({ runId }, signal) => runs.use(runId, readDistributions, signal),
    'quality:saveQuarantine': async (save) => {
      await saves.quarantine(save);
      return undefined;
    },
    'cohorts:matrix': ({ runId, period }, signal) =>
      runs.use(runId, (run) => readCohortMatrix(run, period), signal),
    'cohorts:breakdown': ({ runId, ...ref }, signal) =>
      runs.use(runId, (run) => readCohortBreakdown(run, ref), signal),
    'data:page': (request, signal) => runs.use(request.runId, (run) => readPage(run, request), signal),
    'data:count': ({ runId, filters }, signal) => runs.use(runId, (run) => countRows(run, filters), signal),
    'data:row': ({ runId, row }, signal) => runs.use(runId, (run) => readRow(run, row), signal),
    'data:progress': ({ runId }, signal) =>
      runs.use(runId, async (run) => ({ share: (await rowOrders(run)).share() }), signal),
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
