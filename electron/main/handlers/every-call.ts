import type { AppWindow } from '../app-window.ts';
import { ExportFolders } from '../export-folders.ts';
import type { Handlers } from '../ipc.ts';
import type { Services } from '../services.ts';
import type { StoredState } from '../stored-state.ts';
import { Variables } from '../variables.ts';
import { appHandlers } from './app.ts';
import { configHandlers } from './config.ts';
import { datasetHandlers } from './dataset.ts';
import { dialogHandlers } from './dialog.ts';
import { exportHandlers } from './export.ts';
import { foldersHandlers } from './folders.ts';
import { historyHandlers } from './history.ts';
import { menuHandlers } from './menu.ts';
import { runHandlers } from './run.ts';
import { saveHandlers } from './save.ts';
import { settingsHandlers } from './settings.ts';
import { shellHandlers } from './shell.ts';

type Behind = { services: Services; state: StoredState; window: AppWindow; defaultRuns: string };

/** Who answers each call of the window that the engine does not, a domain a file. */
export function everyCall({ services, state, window, defaultRuns }: Behind): Handlers {
  const { host, runs, history, jobs, inputs, logsFolder } = services;
  const exportFolders = new ExportFolders(state);
  const variables = new Variables(state);
  const parent = () => window.get();
  const shown = () => {
    const { runsFolder, spillFolder } = state.folders;
    const own = [runs.folder, runsFolder ?? defaultRuns, logsFolder, ...exportFolders.all];
    return spillFolder === null ? own : [...own, spillFolder];
  };
  return {
    ...appHandlers(runs.folder, () => window.hear()),
    ...settingsHandlers(state, inputs),
    ...dialogHandlers(parent, state, variables, {
      inputs: (paths) => inputs.add(paths),
      folder: (path) => exportFolders.add(path),
    }),
    ...configHandlers(variables),
    ...shellHandlers(shown),
    ...datasetHandlers(host, jobs.look, inputs, state),
    ...exportHandlers(jobs.export, host, exportFolders, state),
    ...saveHandlers(jobs.save, parent, state),
    ...menuHandlers((command) => window.send('menu:command', command)),
    ...foldersHandlers({ window: parent, state, runsInUse: runs.folder, defaultRuns }),
    ...runHandlers({ current: jobs.run, store: runs, history, inputs, variables, state }),
    ...historyHandlers(history),
  };
}
