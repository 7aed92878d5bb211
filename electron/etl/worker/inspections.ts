import { parseSize } from '../../../shared/config/size.ts';
import { CancelledError, EtlError } from '../../../shared/errors.ts';
import type { DatasetProgress, Inspection, Preview, Profile } from '../../../shared/ipc/dataset.ts';
import type { EngineTakes } from '../../../shared/ipc/engine.ts';
import { previewDataset } from '../inspect/preview-dataset.ts';
import { profileDataset } from '../inspect/profile-dataset.ts';
import type { Lease, MemoryBudget } from '../memory-budget.ts';
import { withWorkFolder } from '../work-folder.ts';
import { inspectDataset } from './inspect.ts';

type Look = { workFolder: string; signal: AbortSignal; memoryLimit: string };

/** Looks into files before a run. One at a time: who asks for the next no longer waits for the one before. */
export class Inspections {
  readonly #folder: string;
  readonly #budget: MemoryBudget;
  readonly #tell: (progress: DatasetProgress) => void;
  #current: { jobId: string; controller: AbortController } | null = null;

  /**
   * @param folder where temporary files go
   * @param tell hears how far a profile is
   */
  constructor(folder: string, budget: MemoryBudget, tell: (progress: DatasetProgress) => void) {
    this.#folder = folder;
    this.#budget = budget;
    this.#tell = tell;
  }

  /** @throws CancelledError once it is cancelled, nobody waits for it any more, or another is asked for */
  preview({ jobId, paths, reading }: Inspection, asked: AbortSignal): Promise<Preview> {
    return this.#look({ jobId, asked, wanted: null }, async (look) => {
      const { files, problems } = await inspectDataset(paths);
      const preview = await previewDataset(files, { ...look, reading });
      const unusable = problems.map(({ path, message }) => ({ path, problem: message }));
      const blank = { lines: null, isExact: false };
      return { ...preview, files: [...preview.files, ...unusable.map((one) => ({ ...one, ...blank }))] };
    });
  }

  /** @throws as `preview` */
  profile(
    { jobId, paths, reading, memoryLimit, threads }: EngineTakes<'dataset:profile'>,
    asked: AbortSignal,
  ): Promise<Profile> {
    return this.#look({ jobId, asked, wanted: parseSize(memoryLimit) }, async (look) => {
      const { files } = await inspectDataset(paths);
      return profileDataset(files, {
        ...look,
        reading,
        resources: { memory_limit: look.memoryLimit, threads },
        onProgress: (progress) => {
          if (!look.signal.aborted) this.#tell({ jobId, progress });
        },
      });
    });
  }

  /** Cancels a look, if it is still the one. */
  cancel(jobId: string): void {
    if (this.#current?.jobId === jobId) this.cancelCurrent();
  }

  /** Cancels the look under way, whichever it is: a run needs the machine. */
  cancelCurrent(): void {
    this.#current?.controller.abort(new CancelledError());
    this.#current = null;
  }

  async #look<T>(
    { jobId, asked, wanted }: { jobId: string; asked: AbortSignal; wanted: number | null },
    action: (look: Look) => Promise<T>,
  ): Promise<T> {
    this.cancelCurrent();
    const controller = new AbortController();
    const current = { jobId, controller };
    this.#current = current;
    const { signal } = controller;
    const cancel = () => controller.abort(asked.reason);
    asked.addEventListener('abort', cancel, { once: true });
    let lease: Lease | null = null;
    try {
      lease = await this.#budget.take('look', wanted);
      const memoryLimit = lease.limit;
      return await withWorkFolder(this.#folder, (workFolder) => action({ workFolder, signal, memoryLimit }));
    } catch (error) {
      // Streams and the file system have errors of their own for what was aborted.
      throw signal.aborted && !(error instanceof EtlError) ? new CancelledError() : error;
    } finally {
      lease?.release();
      asked.removeEventListener('abort', cancel);
      if (this.#current === current) this.#current = null;
    }
  }
}
