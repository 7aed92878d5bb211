import { join } from 'node:path';
import { type JobKind, jobKinds } from '../../shared/ipc/jobs.ts';
import type { AppWindow } from './app-window.ts';
import { EtlHost } from './etl-host.ts';
import { InputPaths } from './input-paths.ts';
import { type Jobs, openJobs, stopJobs } from './jobs/jobs.ts';
import type { UnderWay } from './leaving.ts';
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
  /** What is under way. */
  jobs: Jobs;
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
    alsoUsed: () =>
      [jobs.export.current, jobs.save.current].flatMap((job) => (job === null ? [] : [job.request.runId])),
  });
  const logsFolder = join(userData, 'logs', 'runs');
  const host = new EtlHost({
    runsFolder: runs.folder,
    logsFolder,
    workFolder: join(userData, 'work'),
    memoryLimit: () => state.settings.memoryLimit,
    onJobEvent: (kind, event) => jobs[kind].receive(event),
    onAsk: (value) => inUse.hear(value),
    onStopped: (failure) => {
      const runId = jobs.run.begunId;
      stopJobs(jobs, failure);
      if (runId !== null) void runs.discardUnfinished(runId);
    },
  });
  const engine = {
    start: (kind: JobKind, jobId: string, start: unknown) => host.ask('job:start', { kind, jobId, start }),
    cancel: (jobId: string) => host.ask('job:cancel', { jobId }),
    stop: () => host.stop(),
  };
  const jobs = openJobs(engine, {
    run: (told, request) => {
      const { event } = told;
      recorder.hear(event, request);
      window.send('run:events', told);
      if (event.type === 'finished') void keepWithinLimit(event.jobId);
    },
    export: (told) => window.send('export:events', told),
    save: (told) => window.send('save:events', told),
    look: (told) => window.send('look:events', told),
  });
  const history = new RunHistory({
    store: runs,
    records,
    logsFolder,
    inUse: async (id) => {
      if (jobs.run.current?.jobId === id) return 'This run is under way: cancel it first.';
      if (jobs.export.current?.request.runId === id)
        return 'This run is being exported: wait for the end of it, or cancel it.';
      if (jobs.save.current?.request.runId === id)
        return 'A table of this run is being saved: wait for the end of it, or cancel it.';
      return (await inUse.isUsedElsewhere(id))
        ? 'This run is open in another app: show another run there, or close it, and try again.'
        : null;
    },
    tidy: (runId) => host.ask('run:tidy', { runId }),
    onInterrupted: (ids) => window.send('history:interrupted', { ids }),
    // An engine that does not run holds nothing; one that ends over it has let go as well.
    release: async (runId) => {
      jobs.run.forget(runId);
      await inUse.forget(runId);
      if (host.isRunning) await host.ask('run:release', { runId }).catch(() => {});
    },
  });
  const keepWithinLimit = async (jobId: string) => {
    const removed = await history.keepWithin(state.settings.runStoreLimitBytes);
    if (removed === null) return;
    jobs.run.addToLog(jobId, 'WARNING', removed.message);
    window.send('history:removed', removed);
  };
  return { host, runs, inUse, records, history, jobs, inputs, logsFolder };
}

/** What would be lost if the app were left now. */
export function underWay({ jobs }: Services): UnderWay[] {
  return jobKinds.flatMap((kind) => {
    const job = jobs[kind];
    return job.underWay === null ? [] : [{ kind, name: job.underWay, end: () => job.end() }];
  });
}
