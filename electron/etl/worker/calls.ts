import { join } from 'node:path';
import type { EngineCall, EngineGives, EngineTakes } from '../../../shared/ipc/engine.ts';
import { readTarget } from '../export/read-target.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Behind } from '../jobs/work.ts';
import { cohortsAnswers } from '../queries/cohorts/answers.ts';
import { dailyAnswers } from '../queries/daily/answers.ts';
import { dataAnswers } from '../queries/data/answers.ts';
import { historyAnswers } from '../queries/history/answers.ts';
import { qualityAnswers } from '../queries/quality/answers.ts';
import { discoverDataset } from './discover-dataset.ts';
import { planOf } from './plan-of.ts';
import { tidyRun } from './tidy-run.ts';

/** How the engine answers each call. */
export type EngineCalls = {
  readonly [Name in EngineCall]: (
    value: EngineTakes<Name>,
    /** Fires once nobody waits for the answer any more. */
    signal: AbortSignal,
  ) => EngineGives<Name> | Promise<EngineGives<Name>>;
};

/** Views of finished runs answer for themselves; the rest is a line a call, and what it does stands in a file of its own. */
export function engineCalls(jobs: Jobs, behind: Behind): EngineCalls {
  const { runs, folders } = behind;
  return {
    ...cohortsAnswers(runs),
    ...dailyAnswers(runs),
    ...dataAnswers(runs),
    ...historyAnswers(runs),
    ...qualityAnswers(runs),
    'dataset:discover': discoverDataset,
    'export:plan': (plan, signal) => planOf(plan, behind, signal),
    'export:target': ({ folder }) => readTarget(folder, folders.runs),
    'job:start': ({ kind, jobId, start }) => {
      jobs.start(kind, jobId, start);
      return undefined;
    },
    'job:cancel': ({ jobId }) => {
      jobs.cancel(jobId);
      return undefined;
    },
    'run:release': async ({ runId }) => {
      await runs.close(runId);
      return undefined;
    },
    'run:tidy': ({ runId }) => tidyRun(join(folders.runs, runId)),
  };
}
