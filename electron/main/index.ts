// The app's shell. It holds the window and nothing heavy: the engine has a process of its own.
import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme } from 'electron';
import type { EventName } from '../../shared/ipc/channels.ts';
import type { Carries } from '../../shared/ipc/contract.ts';
import type { MenuCommand } from '../../shared/ipc/menu.ts';
import { currentExport } from './current-export.ts';
import { currentRun } from './current-run.ts';
import { EtlHost } from './etl-host.ts';
import { ExportFolders } from './export-folders.ts';
import { appHandlers } from './handlers/app.ts';
import { configHandlers } from './handlers/config.ts';
import { datasetHandlers } from './handlers/dataset.ts';
import { dialogHandlers } from './handlers/dialog.ts';
import { engineHandlers } from './handlers/engine.ts';
import { exportHandlers } from './handlers/export.ts';
import { foldersHandlers } from './handlers/folders.ts';
import { historyHandlers } from './handlers/history.ts';
import { menuHandlers } from './handlers/menu.ts';
import { runHandlers } from './handlers/run.ts';
import { settingsHandlers } from './handlers/settings.ts';
import { shellHandlers } from './handlers/shell.ts';
import { answerCalls, tell } from './ipc.ts';
import { setMenu } from './menu.ts';
import { registerAppScheme, serveWindow } from './protocol.ts';
import { RunHistory } from './run-history.ts';
import { RunRecorder } from './run-recorder.ts';
import { RunRecords } from './run-records.ts';
import { RunStore } from './run-store.ts';
import { hardenApp } from './security.ts';
import { StoredState } from './stored-state.ts';
import { openWindow } from './window.ts';

// One app a user: two would sweep each other's runs away.
if (app.requestSingleInstanceLock()) {
  prepare();
  void app.whenReady().then(start);
} else {
  app.quit();
}

/** What has to happen before Electron is ready. */
function prepare(): void {
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

  let window: BrowserWindow | null = null;
  const show = () => {
    const opened = openWindow(state);
    opened.on('closed', () => {
      window = null;
    });
    window = opened;
    return opened;
  };
  const send = <Name extends EventName>(name: Name, value: Carries<Name>) => {
    if (window !== null) tell(window.webContents, name, value);
  };

  const defaultRuns = join(userData, 'runs');
  const runs = new RunStore(state.folders.runsFolder ?? defaultRuns);
  const records = new RunRecords(join(userData, 'run-records'));
  const logsFolder = join(userData, 'logs', 'runs');
  const host = new EtlHost({
    runsFolder: runs.folder,
    logsFolder,
    workFolder: join(userData, 'work'),
    onEvent: (event) => run.receive(event),
    onDatasetProgress: (progress) => send('dataset:progress', progress),
    onExportEvent: (event) => exporting.receive(event),
    onStopped: (failure) => {
      const jobId = run.stopped(failure);
      if (jobId !== null) void runs.discardUnfinished(jobId);
      exporting.stopped(failure);
    },
  });
  const exporting = currentExport(host, (event) => send('export:events', event));
  const exportFolders = new ExportFolders(state);
  const command = (id: MenuCommand) => send('menu:command', id);
  const history = new RunHistory({
    store: runs,
    records,
    logsFolder,
    inUse: (id) => {
      if (run.current?.jobId === id) return 'This run is under way: cancel it first.';
      if (exporting.current?.start.runId !== id) return null;
      return 'This run is being exported: wait for the end of it, or cancel it.';
    },
    // An engine that does not run holds nothing; one that ends over it has let go as well.
    release: async (runId) => {
      if (host.isRunning) await host.ask('run:release', { runId }).catch(() => {});
    },
  });
  const recorder = new RunRecorder(records);
  const run = currentRun(host, (event, start) => {
    recorder.hear(event, start);
    send('run:events', event);
    if (event.type === 'finished') void keepWithinLimit(event.jobId);
  });
  const keepWithinLimit = async (jobId: string) => {
    const removed = await history.keepWithin(state.settings.runStoreLimitBytes);
    if (removed === null) return;
    const line = { atMs: Date.now(), level: 'WARNING', message: removed.message } as const;
    send('run:events', { type: 'log', jobId, lines: [line] });
    send('history:removed', removed);
  };
  answerCalls({
    ...appHandlers(runs.folder),
    ...settingsHandlers(state),
    ...dialogHandlers(
      () => window ?? show(),
      state,
      (path) => exportFolders.add(path),
    ),
    ...configHandlers,
    ...shellHandlers,
    ...engineHandlers(host),
    ...datasetHandlers(host, state),
    ...exportHandlers(exporting, host, exportFolders, state),
    ...menuHandlers(command),
    ...foldersHandlers({ window: () => window ?? show(), state, runsInUse: runs.folder, defaultRuns }),
    ...runHandlers(run, runs, history, state),
    ...historyHandlers(history),
  });
  setMenu(command, []);

  void history.sweep();
  show();
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) show();
  });
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  // The place of the window is written as it closes: wait for that before the process ends.
  app.once('will-quit', (event) => {
    event.preventDefault();
    void state.settled().finally(() => app.quit());
  });
}
