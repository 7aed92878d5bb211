import type { CurrentExport } from '../current-export.ts';
import type { EtlHost } from '../etl-host.ts';
import type { ExportFolders } from '../export-folders.ts';
import type { Handlers } from '../ipc.ts';
import type { StoredState } from '../stored-state.ts';

type ExportCall =
  | 'export:lastFolder'
  | 'export:plan'
  | 'export:target'
  | 'export:start'
  | 'export:cancel'
  | 'export:current';

/** The export of a finished run to a folder that the user chose. */
export function exportHandlers(
  current: CurrentExport,
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
      const jobId = await current.start({ ...start, ...resources() });
      await folders.remember(start.folder);
      return { jobId };
    },
    'export:cancel': async ({ jobId }) => {
      await current.cancel(jobId);
      return undefined;
    },
    'export:current': () => current.soFar,
  };
}
