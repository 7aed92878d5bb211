import { join } from 'node:path';
import type { AppWindow } from './app-window.ts';
import { type CurrentExport, currentExport } from './current-export.ts';
import { type CurrentRun, currentRun } from './current-run.ts';
import { CurrentSave } from './current-save.ts';
import { EtlHost } from './etl-host.ts';
import { InputPaths } from './input-paths.ts';
import { RunHistory } from './run-history.ts';
import { RunRecorder } from './run-recorder.ts';
import { RunRecords } from './run-records.ts';
import { RunStore } from './run-store.ts';
import { samplePath } from './sample-path.ts';
import type { StoredState } from './stored-state.ts';

/** What stands behind the window's calls. */
export type Services = {
  host: EtlHost;
  /** The finished runs. */
  runs: RunStore;
  history: RunHistory;
  /** The run and the export under way. */
  run: CurrentRun;
  exporting: CurrentExport;
  /** The table that is being saved. */
  saving: CurrentSave;
  /** What the page may have read. */
  inputs: InputPaths;
  /** The logs of runs. */
  logsFolder: string;
};

/**
 * Opens the engine's host and the runs on disk, and tells the window what happens in them.
 * @param defaultRuns the folder of runs where the user chose none
 */
export function openServices(
  userData: string,
  defaultRuns: string,
  state: StoredState,
  window: AppWindow,
): Services {
  const runs = new RunStore(state.folders.runsFolder ?? defaultRuns);
  const records = new RunRecords(join(userData, 'run-records'));
  const recorder = new RunRecorder(records);
  const inputs = new InputPaths({ sample: samplePath(), state, records });
  const logsFolder = join(userData, 'logs', 'runs');
  const host = new EtlHost({
    runsFolder: runs.folder,
    logsFolder,
    workFolder: join(userData, 'work'),
    memoryLimit: () => state.settings.memoryLimit,
    onEvent: (event) => run.receive(event),
    onDatasetProgress: (progress) => window.send('dataset:progress', progress),
    onExportEvent: (event) => exporting.receive(event),
    onSaveProgress: (jobId, share) => saving.receive(jobId, share),
    onStopped: (failure) => {
      const jobId = run.stopped(failure);
      if (jobId !== null) void runs.discardUnfinished(jobId);
      exporting.stopped(failure);
    },
  });
  const saving = new CurrentSave(host, (change) => window.send('save:changed', change));
  const exporting = currentExport(host, (event) => window.send('export:events', event));
  const run = currentRun(host, (event, start) => {
    recorder.hear(event, start);
    window.send('run:events', event);
    if (event.type === 'finished') void keepWithinLimit(event.jobId);
  });
  const history = new RunHistory({
    store: runs,
    records,
    logsFolder,
    inUse: (id) => {
      if (run.current?.jobId === id) return 'This run is under way: cancel it first.';
      if (exporting.current?.start.runId === id)
        return 'This run is being exported: wait for the end of it, or cancel it.';
      return saving.runId === id
        ? 'A table of this run is being saved: wait for the end of it, or cancel it.'
        : null;
    },
    // An engine that does not run holds nothing; one that ends over it has let go as well.
    release: async (runId) => {
      if (host.isRunning) await host.ask('run:release', { runId }).catch(() => {});
    },
  });
  const keepWithinLimit = async (jobId: string) => {
    const removed = await history.keepWithin(state.settings.runStoreLimitBytes);
    if (removed === null) return;
    const line = { atMs: Date.now(), level: 'WARNING', message: removed.message } as const;
    window.send('run:events', { type: 'log', jobId, lines: [line] });
    window.send('history:removed', removed);
  };
  return { host, runs, history, run, exporting, saving, inputs, logsFolder };
}
