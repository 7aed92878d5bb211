// The app's shell. It holds the window and nothing heavy: the engine has a process of its own.
import { join } from 'node:path';
import { app, nativeTheme } from 'electron';
import { AppWindow } from './app-window.ts';
import { everyCall } from './handlers/every-call.ts';
import { answerCalls, hearDrops } from './ipc.ts';
import { answerForJobs, endWithPage } from './jobs/jobs.ts';
import { keepPrivate } from './keep-private.ts';
import { Leaving } from './leaving.ts';
import { setMenu } from './menu.ts';
import { closeNetwork } from './network.ts';
import { registerAppScheme, serveWindow } from './protocol.ts';
import { hardenApp } from './security.ts';
import { openServices, underWay } from './services.ts';
import { StoredState } from './stored-state.ts';
import { removeStaged } from './write-atomically.ts';

// One app a folder of user data: two would write over each other's settings.
if (app.requestSingleInstanceLock()) {
  prepare();
  void app.whenReady().then(start);
} else {
  app.quit();
}

/** What has to happen before Electron is ready. */
function prepare(): void {
  closeNetwork();
  // What the app writes, and what Chromium does, is for the user alone.
  process.umask(0o077);
  registerAppScheme();
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}

function start(): void {
  const userData = app.getPath('userData');
  keepPrivate([userData, ...['runs', 'run-records', 'logs', 'work'].map((name) => join(userData, name))]);
  removeStaged(userData);
  const state = new StoredState(join(userData, 'settings.json'));
  nativeTheme.themeSource = state.settings.theme;
  hardenApp();
  serveWindow(join(import.meta.dirname, '../renderer'));

  const window = new AppWindow(state);
  const defaultRuns = join(userData, 'runs');
  const services = openServices(userData, defaultRuns, state, window);
  answerCalls(everyCall({ services, state, window, defaultRuns }), {
    engine: (name, value, signal) => services.host.pass(name, value, signal),
    jobs: (name, value) => answerForJobs(services.jobs, name, value),
  });
  hearDrops((path) => services.inputs.add([path]));
  setMenu((command) => window.send('menu:command', command), []);

  void services.history.sweep();
  const leaving = new Leaving({
    window: () => window.opened,
    underWay: () => underWay(services),
    settle: () => Promise.allSettled([state.settled(), services.records.settled(), services.inUse.end()]),
  });
  leaving.watch();
  window.onOpen((opened) => {
    leaving.watchWindow(opened);
    endWithPage(services.jobs, opened.webContents);
  });
  window.get();
  app.on('activate', () => window.get());
  app.on('second-instance', () => window.show());
}
