import type { EtlHost } from '../etl-host.ts';
import { type InputPaths, notGivenText } from '../input-paths.ts';
import type { Handlers } from '../ipc.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { StoredState } from '../stored-state.ts';

/** Looks into files before a run, within the memory and threads of a run. */
export function datasetHandlers(
  host: EtlHost,
  looks: Jobs['look'],
  inputs: InputPaths,
  state: StoredState,
): Pick<Handlers, 'dataset:discover' | 'look:start'> {
  return {
    'dataset:discover': async (paths) => {
      const notGiven = new Set(await inputs.notGiven(paths));
      const given = paths.filter((path) => !notGiven.has(path));
      const refused = [...notGiven].map((path) => ({ path, message: notGivenText(path) }));
      if (given.length === 0) return { files: [], problems: refused };
      const { files, problems } = await host.ask('dataset:discover', given);
      inputs.add(files.map(({ path }) => path));
      return { files, problems: [...problems, ...refused] };
    },
    'look:start': async (look) => {
      await inputs.assertGiven(look.paths);
      const { memoryLimit, threads } = state.settings;
      return looks.start(look, () => ({ ...look, memoryLimit, threads }));
    },
  };
}
