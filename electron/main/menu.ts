import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand, MenuScreens } from '../../shared/ipc/menu.ts';

/**
 * Sets the native menu. Its shortcuts are shown here and acted on in the window, which knows what has the keyboard.
 * @param send carries a command to the window
 * @param screens what the window can show
 */
export function setMenu(send: (command: MenuCommand) => void, screens: MenuScreens): void {
  const isMac = process.platform === 'darwin';
  const item = (label: string, value: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    registerAccelerator: false,
    click: () => send(value),
  });
  const development: MenuItemConstructorOptions[] = app.isPackaged
    ? []
    : [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }];
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        item('&Open event logs…', 'open-files', 'CmdOrCtrl+O'),
        item('Open &folder…', 'open-folder'),
        item('Open sample &data', 'open-sample'),
        { type: 'separator' },
        item('Open &rules…', 'open-rules'),
        item('&Save rules', 'save-rules', 'CmdOrCtrl+S'),
        item('Save rules &as…', 'save-rules-as'),
        { type: 'separator' },
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&Run',
      submenu: [
        item('&Start run', 'start-run', 'CmdOrCtrl+Enter'),
        item('&Cancel run', 'cancel-run', 'Escape'),
      ],
    },
    {
      label: '&View',
      submenu: [
        // macOS would take a bare digit for the menu's before the window sees it.
        ...screens.map(({ id, label, digit }) =>
          item(label, `screen-${id}`, isMac || digit === null ? undefined : digit),
        ),
        { type: 'separator' },
        item('Command &palette…', 'palette', 'CmdOrCtrl+K'),
        { type: 'separator' },
        {
          label: 'Appearance',
          submenu: [
            item('Follow system', 'theme-system'),
            item('Light', 'theme-light'),
            item('Dark', 'theme-dark'),
          ],
        },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...development,
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        item('Commands and &shortcuts…', 'palette'),
        { type: 'separator' },
        item(`&About ${app.name}`, 'about'),
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
