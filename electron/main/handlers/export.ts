import type { EtlHost } from '../etl-host.ts';
import type { ExportFolders } from '../export-folders.ts';
import type { Handlers } from '../ipc.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { StoredState } from '../stored-state.ts';

type ExportCall = 'export:lastFolder' | 'export:plan' | 'export:target' | 'export:start';

/** The export of a finished run to a folder that the user chose. */
export function exportHandlers(
  current: Jobs['export'],
  host: EtlHost,
  folders: ExportFolders,
  state: StoredState,
): Pick<Handlers, ExportCall> {
  const resources = () => {
    const { memoryLimit, threads } = state.settings;
    return { memoryLimit, threads };
  };
  return {
    'export:lastFolder': () => folders.last,
    'export:plan': (plan, signal) => host.ask('export:plan', { ...plan, ...resources() }, signal),
    'export:target': (target) => {
      folders.assertChosen(target.folder);
      return host.ask('export:target', target);
    },
    'export:start': async (start) => {
      folders.assertChosen(start.folder);
      const started = await current.start(start, () => ({ ...start, ...resources() }));
      await folders.remember(start.folder);
      return started;
    },
  };
}
