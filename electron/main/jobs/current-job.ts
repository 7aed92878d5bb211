import { randomUUID } from 'node:crypto';
import type { SoFar, Told } from '../../../shared/ipc/job.ts';
import type {
  EventOf,
  JobBegun,
  JobKind,
  JobProgress,
  JobRequest,
  JobResult,
  JobStart,
} from '../../../shared/ipc/jobs.ts';
import type { Failure } from '../../../shared/ipc/reply.ts';
import { AppError } from '../app-error.ts';
import { JobClock } from './job-clock.ts';
import { JobMemory } from './job-memory.ts';
import type { Kind } from './kinds.ts';

type Job<K extends JobKind> = {
  jobId: string;
  request: JobRequest<K>;
  /** Whether the engine was asked for it: before, the user may still think better of it. */
  isAsked: boolean;
  hasBegun: boolean;
  isCancelled: boolean;
  memory: JobMemory<JobBegun<K>, JobProgress<K>, JobResult<K>>;
  /** Settles with its end. */
  end: Promise<void>;
  onEnd: () => void;
};

/** The engine, as jobs need it. */
export type JobEngine = {
  start: (kind: JobKind, jobId: string, start: unknown) => Promise<unknown>;
  cancel: (jobId: string) => Promise<unknown>;
  /** Ends its process. */
  stop: () => void;
};

const cancelLimitMs = 5000;

/** The job of a kind that is under way: there is one at most. */
export class CurrentJob<K extends JobKind> {
  readonly #name: K;
  readonly #kind: Kind<K>;
  readonly #engine: JobEngine;
  readonly #tell: (told: Told<EventOf<K>>, request: JobRequest<K>) => void;
  readonly #clock = new JobClock();
  #job: Job<K> | null = null;
  /** The one under way, or else the last one. */
  #latest: Job<K> | null = null;
  #lastNumber = 0;

  /** @param tell hears the events of the job, in order, with what it was started; after `cancel` no progress any more */
  constructor(
    name: K,
    kind: Kind<K>,
    engine: JobEngine,
    tell: (told: Told<EventOf<K>>, request: JobRequest<K>) => void,
  ) {
    this.#name = name;
    this.#kind = kind;
    this.#engine = engine;
    this.#tell = tell;
  }

  /** What a page that comes now has missed, the end of a job that is over as well. */
  get soFar(): SoFar<EventOf<K>> {
    return {
      number: this.#lastNumber,
      events: this.#latest?.memory.events() ?? [],
      isCancelling: this.#job?.isCancelled ?? false,
    };
  }

  /** The job under way or about to be, and what the page asked for; null where none is. */
  get current(): { jobId: string; request: JobRequest<K> } | null {
    return this.#job;
  }

  /** As in `A run is under way`, where something would be lost now. */
  get underWay(): string | null {
    return this.#job?.isAsked === true ? this.#kind.name : null;
  }

  /** What an event that the app adds happens at. */
  get nowMs(): number {
    return this.#clock.nowMs();
  }

  /**
   * @param make what the engine starts it with: may ask the user; null where they thought better of it
   * @throws AppError where one is under way, or the engine refuses
   */
  async start<Made extends JobStart<K> | null>(
    request: JobRequest<K>,
    make: () => Made | Promise<Made>,
  ): Promise<Made extends null ? null : { jobId: string }>;
  async start(
    request: JobRequest<K>,
    make: () => JobStart<K> | null | Promise<JobStart<K> | null>,
  ): Promise<{ jobId: string } | null> {
    if (this.#job !== null) this.#makeRoom(this.#job);
    let onEnd = () => {};
    const end = new Promise<void>((resolve) => {
      onEnd = resolve;
    });
    const job: Job<K> = {
      jobId: randomUUID(),
      request,
      isAsked: false,
      hasBegun: false,
      isCancelled: false,
      memory: new JobMemory(this.#kind.stepOf),
      end,
      onEnd,
    };
    this.#job = job;
    const { jobId } = job;
    try {
      const start = await make();
      if (start === null) {
        this.#drop(job);
        return null;
      }
      job.isAsked = true;
      await this.#engine.start(this.#name, jobId, start);
      return { jobId };
    } catch (error) {
      this.#drop(job);
      throw error;
    }
  }

  /** Cancels the job, if it is still the one. */
  async cancel(jobId: string): Promise<void> {
    const job = this.#job;
    if (job?.jobId !== jobId || job.isCancelled) return;
    job.isCancelled = true;
    if (this.#kind.endsStuckEngine)
      setTimeout(() => {
        if (this.#job === job) this.#engine.stop();
      }, cancelLimitMs);
    await this.#engine.cancel(jobId);
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
  receive(event: unknown): void {
    this.#receive(this.#kind.event.parse(event));
  }

  /** Adds lines to the log of a job that is over, if it is still the last one. */
  addToLog(jobId: string, level: 'WARNING', message: string): void {
    const lines = [{ atMs: this.nowMs, level, message }];
    if (this.#latest?.jobId === jobId) this.#hand(this.#latest, { type: 'log', jobId, lines });
  }

  /** Forgets a job that is over: what came of it is gone. */
  forget(jobId: string): void {
    if (this.#job === null && this.#latest?.jobId === jobId) this.#latest = null;
  }

  /** The id of the job under way; null where none is, or it is only being asked for. */
  get begunId(): string | null {
    return this.#job?.hasBegun === true ? this.#job.jobId : null;
  }

  /** The engine is gone, and the job with it. */
  stopped(failure: Failure): void {
    const job = this.#job;
    // A job that is only being asked for is told of by its own call.
    if (job?.hasBegun === true) this.#fail(job, job.isCancelled ? this.#cancelled : this.#kind.lost(failure));
  }

  get #cancelled(): Failure {
    return { code: 'CANCELLED', message: this.#kind.cancelled };
  }

  /** @throws AppError where the one under way is not to be disturbed */
  #makeRoom(job: Job<K>): void {
    const { busy } = this.#kind;
    if (busy !== null) throw new AppError(busy);
    // The engine ends it as the next one starts; what it still tells is for nobody.
    this.#fail(job, this.#cancelled);
  }

  #fail({ jobId }: Job<K>, error: Failure): void {
    this.#receive({ type: 'failed', jobId, atMs: this.nowMs, error });
  }

  #receive(event: EventOf<K>): void {
    const job = this.#job;
    if (job?.jobId !== event.jobId) return;
    const isEnd = event.type === 'finished' || event.type === 'failed';
    if (isEnd) this.#job = null;
    else if (job.isCancelled && event.type === 'progress') return;
    job.hasBegun = true;
    this.#latest = job;
    this.#clock.hear(event);
    this.#hand(job, event);
    if (isEnd) job.onEnd();
  }

  #hand(job: Job<K>, event: EventOf<K>): void {
    this.#lastNumber += 1;
    job.memory.add(event);
    this.#tell({ number: this.#lastNumber, event }, job.request);
  }

  #drop(job: Job<K>): void {
    if (this.#job === job) this.#job = null;
    job.onEnd();
  }
}
