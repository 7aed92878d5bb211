import { useEffect } from 'react';
import { askToCancel } from '../features/run/run-store.ts';
import { startRun } from '../features/run/start-run.ts';
import { openSources } from '../features/sources/open-sources.ts';
import { changeSettings } from '../lib/settings.ts';

/** Does what the native menu asks for. */
export function useMenuCommands(): void {
  useEffect(
    () =>
      window.api.on('menu:command', (command) => {
        if (command.type === 'theme') void changeSettings({ theme: command.theme });
        else if (command.type === 'open') void openSources('files');
        else if (command.type === 'run') void startRun();
        else askToCancel();
      }),
    [],
  );
}
