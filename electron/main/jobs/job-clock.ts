import type { JobEvent } from '../../../shared/ipc/job.ts';

/**
 * Goes on from the times that the engine gives the events of jobs, by a clock that is never set: what happens once the
 * engine is gone comes after all of them.
 */
export class JobClock {
  #heardAtMs = Date.now();
  #heardMs = performance.now();

  /** An event of the engine's has come. */
  hear(event: JobEvent): void {
    if (event.type === 'log') return;
    this.#heardAtMs = event.atMs;
    this.#heardMs = performance.now();
  }

  /** Now, in milliseconds since 1970. */
  nowMs(): number {
    return Math.round(this.#heardAtMs + performance.now() - this.#heardMs);
  }
}
