import { dirname, join } from 'node:path';
import { parseSize } from '../../../shared/config/size.ts';
import { CancelledError } from '../../../shared/errors.ts';
import type { EngineTakes } from '../../../shared/ipc/engine.ts';
import { assertTarget } from '../export/target-folder.ts';
import type { CsvTarget } from '../export/write-csv.ts';
import { type MemoryBudget, memoryRemedy } from '../memory-budget.ts';
import { saveEvents } from '../queries/data/save-events.ts';
import { OpenRun } from '../queries/open-run.ts';
import type { OpenRuns } from '../queries/open-runs.ts';
import { saveQuarantine } from '../queries/quality/save-quarantine.ts';
import type { Folders } from './jobs.ts';

type Tell = (jobId: string, share: number | null) => void;

/** Saves tables of finished runs as CSV. */
export class Saves {
  readonly #folders: Pick<Folders, 'runs' | 'work'>;
  readonly #runs: OpenRuns;
  readonly #budget: MemoryBudget;
  readonly #tell: Tell;
  readonly #cancellations = new Map<string, AbortController>();

  /** @param tell hears how far each has come, 0 to 1; null where that is not known */
  constructor(folders: Pick<Folders, 'runs' | 'work'>, runs: OpenRuns, budget: MemoryBudget, tell: Tell) {
    this.#folders = folders;
    this.#runs = runs;
    this.#budget = budget;
    this.#tell = tell;
  }

  /**
   * A view of the cleaned events. The run is opened anew, with the memory and threads of an export: sorting all its rows
   * leaves the memory of what is on screen alone.
   * @throws ArgumentError, InputError, OutputError, CancelledError
   */
  events({ runId, memoryLimit, threads, ...save }: EngineTakes<'data:save'>): Promise<void> {
    return this.#save(save, async (target) => {
      const lease = await this.#budget.take('save', parseSize(memoryLimit));
      try {
        const resources = { memory_limit: lease.limit, threads, memoryRemedy };
        const run = await OpenRun.open(join(this.#folders.runs, runId), resources, this.#folders.work);
        try {
          await saveEvents(run, save, target);
        } finally {
          await run.close();
        }
      } finally {
        lease.release();
      }
    });
  }

  /** Quarantined lines. @throws as `events` */
  quarantine({ runId, ...save }: EngineTakes<'quality:saveQuarantine'>): Promise<void> {
    return this.#save(save, (target) =>
      this.#runs.use(runId, (run) => saveQuarantine(run, save, target), target.signal),
    );
  }

  /** Cancels one that is being saved; one that has ended stays as it is. */
  cancel(jobId: string): void {
    this.#cancellations.get(jobId)?.abort(new CancelledError('save'));
  }

  async #save(
    { jobId, target: path }: { jobId: string; target: string },
    write: (target: CsvTarget) => Promise<void>,
  ): Promise<void> {
    const controller = new AbortController();
    this.#cancellations.set(jobId, controller);
    try {
      await assertTarget(dirname(path), this.#folders.runs);
      await write({
        path,
        signal: controller.signal,
        onShare: (share) => this.#tell(jobId, share),
      });
    } finally {
      this.#cancellations.delete(jobId);
    }
  }
}
