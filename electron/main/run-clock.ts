import type { RunEvent } from '../../shared/ipc/schemas.ts';

/**
 * Gives the events of a run their times: by the clock of the day where it begins, and from there on by one that is never
 * set. So no run and no stage takes a time below zero, whatever happens to the clock meanwhile.
 */
export class RunClock {
  #beganAtMs = 0;
  #beganMs = 0;

  stamp(event: RunEvent): RunEvent {
    if (event.type === 'log') return event;
    if (event.type === 'started') {
      this.#beganAtMs = event.atMs;
      this.#beganMs = performance.now();
      return event;
    }
    return { ...event, atMs: Math.round(this.#beganAtMs + performance.now() - this.#beganMs) };
  }
}
