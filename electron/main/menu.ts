import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../shared/ipc/schemas.ts';

/**
 * Sets the native menu. Its shortcuts are shown here and acted on in the window, which knows what has the keyboard.
 * @param send carries a command to the window
 */
export function setMenu(send: (command: MenuCommand) => void): void {
  const isMac = process.platform === 'darwin';
  const command = (label: string, accelerator: string, value: MenuCommand): MenuItemConstructorOptions => ({
    label,
    accelerator,
    registerAccelerator: false,
    click: () => send(value),
  });
  const appearance = (['system', 'light', 'dark'] as const).map((theme) => ({
    label: { system: 'Follow system', light: 'Light', dark: 'Dark' }[theme],
    click: () => send({ type: 'theme', theme }),
  }));
  const development: MenuItemConstructorOptions[] = app.isPackaged
    ? []
    : [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }];
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        command('&Open event logs…', 'CmdOrCtrl+O', { type: 'open' }),
        { type: 'separator' },
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&Run',
      submenu: [
        command('&Start run', 'CmdOrCtrl+Enter', { type: 'run' }),
        command('&Cancel run', 'Escape', { type: 'cancel' }),
      ],
    },
    {
      label: '&View',
      submenu: [
        { label: 'Appearance', submenu: appearance },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...development,
      ],
    },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
