import { randomUUID } from 'node:crypto';
import type { Failure } from '../../shared/ipc/reply.ts';
import type { SoFar, Told } from '../../shared/ipc/told.ts';
import { AppError } from './app-error.ts';

type JobEvent = { jobId: string; type: 'started' | 'progress' | 'log' | 'finished' | 'failed' };

/** What is kept of the events of a job, for pages that come later; bounded, however long the job. */
export type JobMemory<Event> = {
  add(event: Event): void;
  /** Events that lead to where all of them led. */
  events(): Event[];
};

/** What is particular to a kind of job: a run, an export. */
export type JobKind<Start, Event extends JobEvent> = {
  /** What the user is told who starts a second one. */
  busy: Failure;
  start(jobId: string, start: Start): Promise<unknown>;
  cancel(jobId: string): Promise<unknown>;
  /** Ends an engine that has not let go of a cancelled job in time; left out where waiting is better. */
  giveUp?: () => void;
  remember(): JobMemory<Event>;
  /** The event for a job that went with its engine. */
  lost(jobId: string, failure: Failure, isCancelled: boolean): Event;
};

type Job<Start, Event> = {
  jobId: string;
  start: Start;
  isCancelled: boolean;
  hasBegun: boolean;
  memory: JobMemory<Event>;
  /** Settles with its end. */
  end: Promise<void>;
  onEnd: () => void;
};

const cancelLimitMs = 5000;

/** The job of a kind that is under way: there is one at most. */
export class CurrentJob<Start, Event extends JobEvent> {
  readonly #kind: JobKind<Start, Event>;
  readonly #tell: (told: Told<Event>, start: Start) => void;
  #job: Job<Start, Event> | null = null;
  /** The one under way, or else the last one. */
  #latest: Job<Start, Event> | null = null;
  #lastNumber = 0;

  /** @param tell hears the events of the job, in order, with what it was started; after `cancel` no progress any more */
  constructor(kind: JobKind<Start, Event>, tell: (told: Told<Event>, start: Start) => void) {
    this.#kind = kind;
    this.#tell = tell;
  }

  /** What a page that comes now has missed, the end of a job that is over as well. */
  get soFar(): SoFar<Event> {
    return {
      number: this.#lastNumber,
      events: this.#latest?.memory.events() ?? [],
      isCancelling: this.#job?.isCancelled ?? false,
    };
  }

  /** The job under way, and what it was started with; null where none is. */
  get current(): { jobId: string; start: Start } | null {
    return this.#job;
  }

  /** @throws AppError where one is under way, or the engine refuses */
  async start(start: Start): Promise<string> {
    if (this.#job !== null) throw new AppError(this.#kind.busy);
    let onEnd = () => {};
    const end = new Promise<void>((resolve) => {
      onEnd = resolve;
    });
    const begun = { isCancelled: false, hasBegun: false, memory: this.#kind.remember(), end, onEnd };
    const job: Job<Start, Event> = { jobId: randomUUID(), start, ...begun };
    this.#job = job;
    try {
      await this.#kind.start(job.jobId, start);
    } catch (error) {
      if (this.#job === job) this.#job = null;
      onEnd();
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

  /** Cancels what is under way, and resolves once it is over: at once where nothing is. */
  async end(): Promise<void> {
    const job = this.#job;
    if (job === null) return;
    // An engine that cannot be asked any more has lost the job as well.
    await this.cancel(job.jobId).catch(() => {});
    await job.end;
  }

  /** An event from the engine. */
  receive(event: Event): void {
    const job = this.#job;
    if (job?.jobId !== event.jobId) return;
    const isEnd = event.type === 'finished' || event.type === 'failed';
    if (isEnd) this.#job = null;
    else if (job.isCancelled && event.type === 'progress') return;
    job.hasBegun = true;
    this.#latest = job;
    this.#hand(job, event);
    if (isEnd) job.onEnd();
  }

  /** Adds an event to a job that is over, if it is still the last one. */
  add(event: Event): void {
    if (this.#latest?.jobId === event.jobId) this.#hand(this.#latest, event);
  }

  /** Forgets a job that is over: what came of it is gone. */
  forget(jobId: string): void {
    if (this.#job === null && this.#latest?.jobId === jobId) this.#latest = null;
  }

  /** The engine is gone, and the job with it. @returns its id, if there was one */
  stopped(failure: Failure): string | null {
    const job = this.#job;
    // A job that is only being asked for is told of by its own call.
    if (job === null || !job.hasBegun) return null;
    this.receive(this.#kind.lost(job.jobId, failure, job.isCancelled));
    return job.jobId;
  }

  #hand(job: Job<Start, Event>, event: Event): void {
    this.#lastNumber += 1;
    job.memory.add(event);
    this.#tell({ number: this.#lastNumber, event }, job.start);
  }
}
