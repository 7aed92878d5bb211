import { randomUUID } from 'node:crypto';
import type { EngineTakes } from '../../shared/ipc/engine.ts';
import type { Failure } from '../../shared/ipc/reply.ts';
import type { RunEvent } from '../../shared/ipc/schemas.ts';
import { AppError } from './app-error.ts';
import type { EtlHost } from './etl-host.ts';

const cancelLimitMs = 5000;

type Start = Omit<EngineTakes<'job:start'>, 'jobId'>;
type Run = { jobId: string; start: Start; isCancelled: boolean; events: RunEvent[] };

/** The run under way: there is one at most. */
export class CurrentRun {
  readonly #host: EtlHost;
  readonly #tell: (event: RunEvent, start: Start) => void;
  #run: Run | null = null;

  /** @param tell hears the events of the run, in order, with what it was started; after `cancel` no progress any more */
  constructor(host: EtlHost, tell: (event: RunEvent, start: Start) => void) {
    this.#host = host;
    this.#tell = tell;
  }

  /** What a window that opens now has missed, without the log. */
  get events(): RunEvent[] {
    return this.#run?.events ?? [];
  }

  /** Whether this run is under way. */
  is(jobId: string): boolean {
    return this.#run?.jobId === jobId;
  }

  /** @throws AppError RUN_ACTIVE, or INVALID_CONFIG with its faults */
  async start(start: Start): Promise<string> {
    if (this.#run !== null)
      throw new AppError({
        code: 'RUN_ACTIVE',
        message: 'A run is under way: wait for its end, or cancel it.',
      });
    const run: Run = { jobId: randomUUID(), start, isCancelled: false, events: [] };
    this.#run = run;
    try {
      await this.#host.ask('job:start', { jobId: run.jobId, ...start });
    } catch (error) {
      if (this.#run === run) this.#run = null;
      throw error;
    }
    return run.jobId;
  }

  /** Cancels the run, if it is still the one; an engine that does not let go of it is ended. */
  async cancel(jobId: string): Promise<void> {
    const run = this.#run;
    if (run?.jobId !== jobId || run.isCancelled) return;
    run.isCancelled = true;
    setTimeout(() => {
      if (this.#run === run) this.#host.stop();
    }, cancelLimitMs);
    await this.#host.ask('job:cancel', { jobId });
  }

  /** An event from the engine. */
  receive(event: RunEvent): void {
    const run = this.#run;
    if (run?.jobId !== event.jobId) return;
    const isEnd = event.type === 'finished' || event.type === 'failed';
    if (isEnd) this.#run = null;
    else if (run.isCancelled && event.type === 'progress') return;
    if (event.type === 'progress') keepLatest(run.events, event);
    else if (event.type === 'started') run.events.push(event);
    this.#tell(event, run.start);
  }

  /** The engine is gone, and the run with it. @returns its job, if there was one */
  stopped(failure: Failure): string | null {
    const run = this.#run;
    // A run that is only being asked for is told of by its own call.
    if (run === null || run.events.length === 0) return null;
    const error: Failure = run.isCancelled
      ? { code: 'CANCELLED', message: 'The run was cancelled; nothing was written.' }
      : failure;
    this.receive({ type: 'failed', jobId: run.jobId, atMs: Date.now(), error });
    return run.jobId;
  }
}

/** One report a stage tells its times; the others it passed through do not matter later. */
function keepLatest(events: RunEvent[], event: Extract<RunEvent, { type: 'progress' }>): void {
  const last = events.at(-1);
  const previous = events.at(-2);
  const repeats = [last, previous].every(
    (one) => one?.type === 'progress' && one.progress.stage === event.progress.stage,
  );
  // The first report of a stage says when it began, the latest how far it is.
  if (repeats) events[events.length - 1] = event;
  else events.push(event);
}
