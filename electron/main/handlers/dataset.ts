import type { EtlHost } from '../etl-host.ts';
import { type InputPaths, notGivenText } from '../input-paths.ts';
import type { Handlers } from '../ipc.ts';
import type { StoredState } from '../stored-state.ts';

type DatasetCall = 'dataset:inspect' | 'dataset:preview' | 'dataset:profile';

/** Looks into files before a run, within the memory and threads of a run. */
export function datasetHandlers(
  host: EtlHost,
  inputs: InputPaths,
  state: StoredState,
): Pick<Handlers, DatasetCall> {
  return {
    'dataset:inspect': async (paths) => {
      const notGiven = new Set(await inputs.notGiven(paths));
      const given = paths.filter((path) => !notGiven.has(path));
      const refused = [...notGiven].map((path) => ({ path, message: notGivenText(path) }));
      if (given.length === 0) return { files: [], problems: refused };
      const { files, problems } = await host.ask('dataset:inspect', given);
      inputs.add(files.map(({ path }) => path));
      return { files, problems: [...problems, ...refused] };
    },
    'dataset:preview': async (look, signal) => {
      await inputs.assertGiven(look.paths);
      return host.ask('dataset:preview', look, signal);
    },
    'dataset:profile': async (look, signal) => {
      await inputs.assertGiven(look.paths);
      const { memoryLimit, threads } = state.settings;
      return host.ask('dataset:profile', { ...look, memoryLimit, threads }, signal);
    },
  };
}
