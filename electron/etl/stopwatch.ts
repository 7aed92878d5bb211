/** When something began, by the clock on the wall, and how long it takes, by one that nobody sets back. */
export class Stopwatch {
  readonly startedAt = new Date();
  readonly #startMs = performance.now();

  /** Seconds since it began, to the millisecond. */
  seconds(): number {
    return Math.round(performance.now() - this.#startMs) / 1000;
  }

  /** Now, never before it began. */
  now(): Date {
    return new Date(this.startedAt.getTime() + this.seconds() * 1000);
  }
}
