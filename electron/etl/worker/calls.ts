import type { EngineCall, EngineGives, EngineTakes } from '../../../shared/ipc/engine.ts';
import { inspectDataset } from './inspect.ts';
import type { Inspections } from './inspections.ts';
import type { Jobs } from './jobs.ts';

/** How the engine answers each call. */
export type EngineCalls = {
  readonly [Name in EngineCall]: (value: EngineTakes<Name>) => EngineGives<Name> | Promise<EngineGives<Name>>;
};

/** One line a call; what it does stands in a file of its own. */
export function engineCalls(jobs: Jobs, inspections: Inspections): EngineCalls {
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
  };
}
