import type { EtlHost } from '../etl-host.ts';
import type { Handlers } from '../ipc.ts';
import type { StoredState } from '../stored-state.ts';

type DatasetCall = 'dataset:preview' | 'dataset:profile' | 'dataset:cancel';

/** Looks into files before a run, within the memory and threads of a run. */
export function datasetHandlers(host: EtlHost, state: StoredState): Pick<Handlers, DatasetCall> {
  return {
    'dataset:preview': (look) => host.ask('dataset:preview', look),
    'dataset:profile': (look) => {
      const { memoryLimit, threads } = state.settings;
      return host.ask('dataset:profile', { ...look, memoryLimit, threads });
    },
    'dataset:cancel': async (job) => {
      await host.ask('dataset:cancel', job);
      return undefined;
    },
  };
}
