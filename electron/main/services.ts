import { join } from 'node:path';
import type { AppWindow } from './app-window.ts';
import { type CurrentExport, currentExport } from './current-export.ts';
import { type CurrentRun, currentRun } from './current-run.ts';
import { CurrentSave } from './current-save.ts';
import { EtlHost } from './etl-host.ts';
import { InputPaths } from './input-paths.ts';
import type { UnderWay } from './leaving.ts';
import { RunClock } from './run-clock.ts';
import { RunHistory } from './run-history.ts';
import { RunRecorder } from './run-recorder.ts';
import { RunRecords } from './run-records.ts';
import { RunStore } from './run-store.ts';
import { RunsInUse } from './runs-in-use.ts';
import { samplePath } from './sample-path.ts';
import type { StoredState } from './stored-state.ts';

/** What stands behind the window's calls. */
export type Services = {
  host: EtlHost;
  /** The finished runs. */
  runs: RunStore;
  /** Told to other apps on the same folder of runs. */
  inUse: RunsInUse;
  /** Of each run that was started. */
  records: RunRecords;
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
  const inUse = new RunsInUse({
    folder: runs.folder,
    userData,
    alsoUsed: () => [exporting.current?.start.runId, saving.runId].filter((id) => typeof id === 'string'),
  });
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
    onAsk: (value) => inUse.hear(value),
    onStopped: (failure) => {
      const jobId = run.stopped(failure);
      if (jobId !== null) void runs.discardUnfinished(jobId);
      exporting.stopped(failure);
    },
  });
  const saving = new CurrentSave(host, (change) => window.send('save:changed', change));
  const exporting = currentExport(host, (told) => window.send('export:events', told));
  const clock = new RunClock();
  const run = currentRun(host, clock, (told, start) => {
    const { event } = told;
    recorder.hear(event, start);
    window.send('run:events', told);
    if (event.type === 'finished') void keepWithinLimit(event.jobId);
  });
  const history = new RunHistory({
    store: runs,
    records,
    logsFolder,
    inUse: async (id) => {
      if (run.current?.jobId === id) return 'This run is under way: cancel it first.';
      if (exporting.current?.start.runId === id)
        return 'This run is being exported: wait for the end of it, or cancel it.';
      if (saving.runId === id)
        return 'A table of this run is being saved: wait for the end of it, or cancel it.';
      return (await inUse.isUsedElsewhere(id))
        ? 'This run is open in another app: show another run there, or close it, and try again.'
        : null;
    },
    tidy: (runId) => host.ask('run:tidy', { runId }),
    onInterrupted: (ids) => window.send('history:interrupted', { ids }),
    // An engine that does not run holds nothing; one that ends over it has let go as well.
    release: async (runId) => {
      run.forget(runId);
      await inUse.forget(runId);
      if (host.isRunning) await host.ask('run:release', { runId }).catch(() => {});
    },
  });
  const keepWithinLimit = async (jobId: string) => {
    const removed = await history.keepWithin(state.settings.runStoreLimitBytes);
    if (removed === null) return;
    const line = { atMs: clock.nowMs(), level: 'WARNING', message: removed.message } as const;
    run.add({ type: 'log', jobId, lines: [line] });
    window.send('history:removed', removed);
  };
  return { host, runs, inUse, records, history, run, exporting, saving, inputs, logsFolder };
}

/** What would be lost if the app were left now. */
export function underWay({ run, exporting, saving }: Services): UnderWay[] {
  return [
    ...(run.current === null ? [] : [{ what: 'run', end: () => run.end() } as const]),
    ...(exporting.current === null ? [] : [{ what: 'export', end: () => exporting.end() } as const]),
    ...(saving.saving === null ? [] : [{ what: 'saved table', end: () => saving.cancel() } as const]),
  ];
}
