import { type BrowserWindow, dialog } from 'electron';
import type { Handlers } from '../ipc.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { StoredState } from '../stored-state.ts';

const fileNames = { events: 'Events.csv', quarantine: 'Quarantine.csv' } as const;

/** Tables that are saved as CSV by the engine. The page names the rows; where they go the user says in a native dialog. */
export function saveHandlers(
  current: Jobs['save'],
  window: () => BrowserWindow,
  state: StoredState,
): Pick<Handlers, 'save:start'> {
  return {
    'save:start': (rows) =>
      current.start(rows, async () => {
        const { canceled, filePath } = await dialog.showSaveDialog(window(), {
          title: 'Save as CSV',
          defaultPath: fileNames[rows.table],
          filters: [{ name: 'CSV', extensions: ['csv'] }],
        });
        const { memoryLimit, threads } = state.settings;
        return canceled || filePath === '' ? null : { rows, target: filePath, memoryLimit, threads };
      }),
  };
}
