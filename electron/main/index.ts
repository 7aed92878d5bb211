// The app's shell. It holds the window and nothing heavy: the engine has a process of its own.
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { app, nativeTheme } from 'electron';
import { AppWindow } from './app-window.ts';
import type { CurrentSave } from './current-save.ts';
import { everyCall } from './handlers/every-call.ts';
import { answerCalls, hearDrops } from './ipc.ts';
import { setMenu } from './menu.ts';
import { closeNetwork } from './network.ts';
import { registerAppScheme, serveWindow } from './protocol.ts';
import { hardenApp } from './security.ts';
import { openServices } from './services.ts';
import { StoredState } from './stored-state.ts';

const cancelLimitMs = 2000;

// One app a user: two would sweep each other's runs away.
if (app.requestSingleInstanceLock()) {
  prepare();
  void app.whenReady().then(start);
} else {
  app.quit();
}

/** What has to happen before Electron is ready. */
function prepare(): void {
  closeNetwork();
  registerAppScheme();
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}

function start(): void {
  const userData = app.getPath('userData');
  const state = new StoredState(join(userData, 'settings.json'));
  nativeTheme.themeSource = state.settings.theme;
  hardenApp();
  serveWindow(join(import.meta.dirname, '../renderer'));

  const window = new AppWindow(state);
  const defaultRuns = join(userData, 'runs');
  const services = openServices(userData, defaultRuns, state, window);
  answerCalls(everyCall({ services, state, window, defaultRuns }));
  hearDrops((path) => services.inputs.add([path]));
  setMenu((command) => window.send('menu:command', command), []);

  void services.history.sweep();
  window.get();
  app.on('activate', () => window.get());
  app.on('second-instance', () => window.show());
  finishWriting(state, services.saving);
}

/**
 * The place of the window is written as it closes, and what is there of a table that was being saved is removed: the
 * process ends after that.
 */
function finishWriting(state: StoredState, saving: CurrentSave): void {
  app.once('will-quit', (event) => {
    event.preventDefault();
    const quit = () => app.quit();
    // What could not be written was told as it failed.
    void Promise.allSettled([
      state.settled(),
      Promise.race([saving.cancel(), setTimeout(cancelLimitMs)]),
    ]).then(quit);
  });
}
