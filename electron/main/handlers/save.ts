import { type BrowserWindow, dialog } from 'electron';
import type { CurrentSave } from '../current-save.ts';
import type { EtlHost } from '../etl-host.ts';
import type { Handlers } from '../ipc.ts';
import type { StoredState } from '../stored-state.ts';

type SaveCall = 'data:save' | 'quality:saveQuarantine' | 'save:cancel' | 'save:current';

/** Tables that are saved as CSV by the engine. The page names the rows; where they go the user says in a native dialog. */
export function saveHandlers(
  current: CurrentSave,
  host: EtlHost,
  window: () => BrowserWindow,
  state: StoredState,
): Pick<Handlers, SaveCall> {
  const askWhere = (defaultPath: string) => async () => {
    const { canceled, filePath } = await dialog.showSaveDialog(window(), {
      title: 'Save as CSV',
      defaultPath,
      filters: [{ name: 'CSV', extensions: ['csv'] }],
    });
    return canceled || filePath === '' ? null : filePath;
  };
  return {
    'data:save': (view) => {
      const { memoryLimit, threads } = state.settings;
      return current.save(view.runId, askWhere('Events.csv'), (target) =>
        host.ask('data:save', { ...view, ...target, memoryLimit, threads }),
      );
    },
    'quality:saveQuarantine': (filter) =>
      current.save(filter.runId, askWhere('Quarantine.csv'), (target) =>
        host.ask('quality:saveQuarantine', { ...filter, ...target }),
      ),
    'save:cancel': async () => {
      await current.cancel();
      return undefined;
    },
    'save:current': () => current.saving,
  };
}
