import { referencesInYaml } from '../../../shared/config/variables.ts';
import type { InputPaths } from '../input-paths.ts';
import type { Handlers } from '../ipc.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { RunHistory } from '../run-history.ts';
import type { RunStore } from '../run-store.ts';
import type { StoredState } from '../stored-state.ts';
import type { Variables } from '../variables.ts';

type RunCall = 'run:start' | 'run:list' | 'run:get' | 'run:delete';

type Behind = {
  current: Jobs['run'];
  store: RunStore;
  history: RunHistory;
  inputs: InputPaths;
  variables: Variables;
  state: StoredState;
};

/** The run under way, and those that are done. */
export function runHandlers({
  current,
  store,
  history,
  inputs,
  variables,
  state,
}: Behind): Pick<Handlers, RunCall> {
  return {
    'run:start': async (start) => {
      await inputs.assertGiven(start.inputs);
      await history.ready();
      const { memoryLimit, threads } = state.settings;
      const { spillFolder } = state.folders;
      const environment = variables.read(referencesInYaml(start.config?.text ?? ''));
      return current.start(start, () => ({ ...start, environment, memoryLimit, threads, spillFolder }));
    },
    'run:list': () => store.list(),
    'run:get': ({ id }) => store.get(id),
    'run:delete': async ({ id }) => {
      await history.remove(id);
      return undefined;
    },
  };
}
