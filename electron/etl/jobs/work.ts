import type { JobBegun, JobKind, JobProgress, JobResult, JobStart } from '../../../shared/ipc/jobs.ts';
import type { Logger, LogLevel } from '../../../shared/run/logger.ts';
import type { Lease, MemoryBudget, WorkKind } from '../memory-budget.ts';
import type { OpenRuns } from '../queries/open-runs.ts';

export type Folders = {
  /** Each run has a folder of its own in here, under the id of its job. */
  runs: string;
  logs: string;
  /** Temporary files of looks into the sources; emptied as the engine starts. */
  work: string;
};

/** What jobs work with. */
export type Behind = { folders: Folders; budget: MemoryBudget; runs: OpenRuns };

/** What a job is given as it works. */
type Tools<Kind extends JobKind> = {
  /** Fires once it is cancelled. */
  signal: AbortSignal;
  /** What it may have of memory: null where it asked for none. */
  lease: Lease | null;
  /** Goes nowhere where the job has no log. */
  logger: Logger;
  tell: (progress: JobProgress<Kind>) => void;
};

/** One job, ready to begin. */
export type Work<Kind extends JobKind> = {
  begun: JobBegun<Kind>;
  /** The memory it waits for and holds to its end; `wanted` in bytes, null for what there is. Null for none of its own. */
  memory: { kind: WorkKind; wanted: number | null } | null;
  /** Where its log goes, beside to the window; null where it has none. */
  log: { path: string; level: LogLevel } | null;
  /** Tells of the same step at most so often; 0 where it does not tell too often by itself. */
  tellEveryMs: number;
  /** What a failure says, without what is to be told nowhere. */
  shown: (message: string) => string;
  do: (tools: Tools<Kind>) => Promise<JobResult<Kind>>;
};

/** A kind of job, as the engine does it. */
export type WorkOf<Kind extends JobKind> = {
  /** The kinds that end it as they start. */
  givesWayTo: readonly JobKind[];
  /** What is to be told soon: the first of each. */
  stepOf: (progress: JobProgress<Kind>) => unknown;
  /** @throws EtlError where it cannot even begin; all later failures are events */
  prepare: (start: JobStart<Kind>, jobId: string, behind: Behind) => Work<Kind>;
};
