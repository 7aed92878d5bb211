import { join } from 'node:path';
import type { EngineCall, EngineGives, EngineTakes } from '../../../shared/ipc/engine.ts';
import { cohortsAnswers } from '../queries/cohorts/answers.ts';
import { dailyAnswers } from '../queries/daily/answers.ts';
import { dataAnswers } from '../queries/data/answers.ts';
import { historyAnswers } from '../queries/history/answers.ts';
import type { OpenRuns } from '../queries/open-runs.ts';
import { qualityAnswers } from '../queries/quality/answers.ts';
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

/** Views of finished runs answer for themselves; the rest is a line a call, and what it does stands in a file of its own. */
export function engineCalls(engine: Engine): EngineCalls {
  const { jobs, runs, inspections, exports, saves, runsFolder } = engine;
  return {
    ...cohortsAnswers(runs),
    ...dailyAnswers(runs),
    ...dataAnswers(runs),
    ...historyAnswers(runs),
    ...qualityAnswers(runs),
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
    'run:release': async ({ runId }) => {
      await runs.close(runId);
      return undefined;
    },
    'run:tidy': ({ runId }) => tidyRun(join(runsFolder, runId)),
    'quality:saveQuarantine': async (save) => {
      await saves.quarantine(save);
      return undefined;
    },
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
