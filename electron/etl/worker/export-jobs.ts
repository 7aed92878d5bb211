import { join } from 'node:path';
import { parseSize } from '../../../shared/config/size.ts';
import { CancelledError, EtlError } from '../../../shared/errors.ts';
import type { EngineTakes } from '../../../shared/ipc/engine.ts';
import type { ExportEvent, ExportPlan, ExportProgress, ExportTarget } from '../../../shared/ipc/export.ts';
import { inspectTarget } from '../export/inspect-target.ts';
import { planExport } from '../export/plan-export.ts';
import { runExport } from '../export/run-export.ts';
import type { Lease, MemoryBudget } from '../memory-budget.ts';
import { failureOf } from './failure.ts';

type Start = EngineTakes<'export:start'>;

const tellEveryMs = 100;

/** The exports under way in this process. */
export class ExportJobs {
  readonly #runsFolder: string;
  readonly #budget: MemoryBudget;
  readonly #tell: (event: ExportEvent) => void;
  readonly #cancellations = new Map<string, AbortController>();

  /** @param tell hears what happens in each export, in order */
  constructor(runsFolder: string, budget: MemoryBudget, tell: (event: ExportEvent) => void) {
    this.#runsFolder = runsFolder;
    this.#budget = budget;
    this.#tell = tell;
  }

  /** What an export of a run would write. */
  async plan(
    { runId, form, memoryLimit, threads }: EngineTakes<'export:plan'>,
    signal: AbortSignal,
  ): Promise<ExportPlan> {
    const lease = await this.#budget.take('plan', parseSize(memoryLimit));
    try {
      const resources = { memory_limit: lease.limit, threads };
      return await planExport(join(this.#runsFolder, runId), form, resources, signal);
    } finally {
      lease.release();
    }
  }

  /** What an export to a folder would replace. */
  inspect({ folder }: EngineTakes<'export:target'>): Promise<ExportTarget> {
    return inspectTarget(folder, this.#runsFolder);
  }

  /** Begins; all failures are events. */
  start(start: Start): void {
    const controller = new AbortController();
    this.#cancellations.set(start.jobId, controller);
    void this.#run(start, controller.signal).finally(() => this.#cancellations.delete(start.jobId));
  }

  /** Cancels an export; one that has ended, or is being put in place, stays as it is. */
  cancel(jobId: string): void {
    this.#cancellations.get(jobId)?.abort(new CancelledError('export'));
  }

  async #run({ jobId, runId, memoryLimit, threads, ...start }: Start, signal: AbortSignal): Promise<void> {
    const { folder } = start;
    this.#tell({ type: 'started', jobId, folder });
    let lease: Lease | null = null;
    try {
      lease = await this.#budget.take('export', parseSize(memoryLimit));
      const written = await runExport({
        ...start,
        jobId,
        runsFolder: this.#runsFolder,
        runFolder: join(this.#runsFolder, runId),
        resources: { memory_limit: lease.limit, threads },
        signal,
        onProgress: everyNowAndThen((progress) => this.#tell({ type: 'progress', jobId, progress })),
      });
      const files = written.map((entry) => ({ ...entry, path: join(folder, entry.name) }));
      this.#tell({ type: 'finished', jobId, folder, written: files });
    } catch (error) {
      const cause = signal.aborted && !(error instanceof EtlError) ? new CancelledError('export') : error;
      this.#tell({ type: 'failed', jobId, error: failureOf(cause) });
    } finally {
      lease?.release();
    }
  }
}

/** Hands on the first progress of each entry, and then a few a second: a copy reports every piece. */
function everyNowAndThen(tell: (progress: ExportProgress) => void): (progress: ExportProgress) => void {
  let lastName: string | null | undefined;
  let lastMs = 0;
  return (progress) => {
    const now = performance.now();
    if (progress.name === lastName && now - lastMs < tellEveryMs) return;
    lastName = progress.name;
    lastMs = now;
    tell(progress);
  };
}
