import { randomUUID } from 'node:crypto';
import type { Saving } from '../../shared/ipc/save.ts';
import { AppError } from './app-error.ts';
import type { EtlHost } from './etl-host.ts';

/** Where the engine is to write to, and under which name it can be cancelled. */
export type SaveTarget = { jobId: string; target: string };

/** `saving` and `end` are null while the user is asked where. */
type Job = { jobId: string; runId: string; saving: Saving | null; end: Promise<unknown> | null };

/** The table that is being saved: there is one at most. */
export class CurrentSave {
  readonly #host: EtlHost;
  readonly #tell: (saving: Saving | null) => void;
  #job: Job | null = null;

  /** @param tell hears of every change; null where nothing is being saved any more */
  constructor(host: EtlHost, tell: (saving: Saving | null) => void) {
    this.#host = host;
    this.#tell = tell;
  }

  /** What a window that opens now has missed. */
  get saving(): Saving | null {
    return this.#job?.saving ?? null;
  }

  /** The run whose table it is; null where nothing is being saved. */
  get runId(): string | null {
    return this.#job?.runId ?? null;
  }

  /**
   * Asks where, and has the engine write a table of a run there. What stood there stays until the new file is whole.
   * @returns the path; null where the user changed their mind
   * @throws AppError where one is being saved already, it is cancelled, or it cannot be written
   */
  async save(
    runId: string,
    askWhere: () => Promise<string | null>,
    write: (target: SaveTarget) => Promise<unknown>,
  ): Promise<string | null> {
    if (this.#job !== null)
      throw new AppError({
        code: 'SAVE_ACTIVE',
        message: 'A table is being saved: wait for the end of it, or cancel it.',
      });
    const job: Job = { jobId: randomUUID(), runId, saving: null, end: null };
    this.#job = job;
    try {
      const path = await askWhere();
      if (path === null) return null;
      this.#change(job, { path, share: null, isCancelling: false });
      job.end = write({ jobId: job.jobId, target: path });
      await job.end.catch((error: unknown) => fail(path, error));
      return path;
    } finally {
      this.#job = null;
      this.#tell(null);
    }
  }

  /** How far the engine has come. */
  receive(jobId: string, share: number | null): void {
    const job = this.#job;
    if (job?.jobId === jobId && job.saving !== null && !job.saving.isCancelling)
      this.#change(job, { ...job.saving, share });
  }

  /** Cancels what is being written, and waits until nothing is left of it. */
  async cancel(): Promise<void> {
    const job = this.#job;
    if (job === null || job.saving === null) return;
    this.#change(job, { ...job.saving, isCancelling: true });
    // Whoever saves hears how it ends, also where it ended before.
    await Promise.allSettled([this.#host.ask('save:cancel', { jobId: job.jobId }), job.end]);
  }

  #change(job: Job, saving: Saving): void {
    job.saving = saving;
    this.#tell(saving);
  }
}

function fail(path: string, error: unknown): never {
  if (error instanceof AppError) throw error;
  const reason = error instanceof Error ? error.message : String(error);
  throw new AppError(
    { code: 'FILE_FAILED', message: `${path}: cannot be written (${reason}).` },
    { cause: error },
  );
}
