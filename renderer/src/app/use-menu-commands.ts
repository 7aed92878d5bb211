import { useEffect } from 'react';
import { call } from '../lib/call.ts';
import { notifyFailure } from '../lib/notify.ts';
import { commands, perform } from './commands.ts';
import { screens } from './screens.tsx';

/** Tells the native menu which screens there are, and does what it asks for. */
export function useMenuCommands(): void {
  useEffect(() => {
    const shown = screens.map(({ id, label, digit }) => ({ id, label, digit }));
    call(window.api.menu.screens(shown)).catch((error) => notifyFailure('The menu lacks its screens', error));
    return window.api.on('menu:command', (id) => {
      const command = commands.find((one) => one.id === id);
      if (command !== undefined) void perform(command);
    });
  }, []);
}
