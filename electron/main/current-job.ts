import { randomUUID } from 'node:crypto';
import type { Failure } from '../../shared/ipc/reply.ts';
import { AppError } from './app-error.ts';

type JobEvent = { jobId: string; type: 'started' | 'progress' | 'log' | 'finished' | 'failed' };

/** What is particular to a kind of job: a run, an export. */
export type JobKind<Start, Event extends JobEvent> = {
  /** What the user is told who starts a second one. */
  busy: Failure;
  start(jobId: string, start: Start): Promise<unknown>;
  cancel(jobId: string): Promise<unknown>;
  /** Ends an engine that has not let go of a cancelled job in time; left out where waiting is better. */
  giveUp?: () => void;
  /** Takes an event into what a window that opens later is told. */
  keep(events: Event[], event: Event): void;
  /** The event for a job that went with its engine. */
  lost(jobId: string, failure: Failure, isCancelled: boolean): Event;
};

type Job<Start, Event> = { jobId: string; start: Start; isCancelled: boolean; events: Event[] };

const cancelLimitMs = 5000;

/** The job of a kind that is under way: there is one at most. */
export class CurrentJob<Start, Event extends JobEvent> {
  readonly #kind: JobKind<Start, Event>;
  readonly #tell: (event: Event, start: Start) => void;
  #job: Job<Start, Event> | null = null;

  /** @param tell hears the events of the job, in order, with what it was started; after `cancel` no progress any more */
  constructor(kind: JobKind<Start, Event>, tell: (event: Event, start: Start) => void) {
    this.#kind = kind;
    this.#tell = tell;
  }

  /** What a window that opens now has missed, without the log. */
  get events(): Event[] {
    return this.#job?.events ?? [];
  }

  /** The job under way, and what it was started with; null where none is. */
  get current(): { jobId: string; start: Start } | null {
    return this.#job;
  }

  /** @throws AppError where one is under way, or the engine refuses */
  async start(start: Start): Promise<string> {
    if (this.#job !== null) throw new AppError(this.#kind.busy);
    const job: Job<Start, Event> = { jobId: randomUUID(), start, isCancelled: false, events: [] };
    this.#job = job;
    try {
      await this.#kind.start(job.jobId, start);
    } catch (error) {
      if (this.#job === job) this.#job = null;
      throw error;
    }
    return job.jobId;
  }

  /** Cancels the job, if it is still the one. */
  async cancel(jobId: string): Promise<void> {
    const job = this.#job;
    if (job?.jobId !== jobId || job.isCancelled) return;
    job.isCancelled = true;
    const { giveUp } = this.#kind;
    if (giveUp !== undefined)
      setTimeout(() => {
        if (this.#job === job) giveUp();
      }, cancelLimitMs);
    await this.#kind.cancel(jobId);
  }

  /** An event from the engine. */
  receive(event: Event): void {
    const job = this.#job;
    if (job?.jobId !== event.jobId) return;
    const isEnd = event.type === 'finished' || event.type === 'failed';
    if (isEnd) this.#job = null;
    else if (job.isCancelled && event.type === 'progress') return;
    if (!isEnd) this.#kind.keep(job.events, event);
    this.#tell(event, job.start);
  }

  /** The engine is gone, and the job with it. @returns its id, if there was one */
  stopped(failure: Failure): string | null {
    const job = this.#job;
    // A job that is only being asked for is told of by its own call.
    if (job === null || job.events.length === 0) return null;
    this.receive(this.#kind.lost(job.jobId, failure, job.isCancelled));
    return job.jobId;
  }
}
