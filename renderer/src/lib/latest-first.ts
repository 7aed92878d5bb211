type Task = { begin: () => void };

/**
 * A queue before a slow answerer: few tasks at a time, the latest first. One that nobody waits for any more is dropped
 * before it begins, so that fast scrolling asks only for where it ends.
 */
export class LatestFirst {
  readonly #atOnce: number;
  #waiting: Task[] = [];
  #running = 0;

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** Does a task in its turn. @throws the signal's reason where it fires before that */
  async do<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await this.#turn(signal);
    try {
      signal.throwIfAborted();
      return await task();
    } finally {
      this.#running -= 1;
      this.#next();
    }
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const drop = () => {
        this.#waiting = this.#waiting.filter((other) => other !== entry);
        reject(signal.reason);
      };
      const entry: Task = {
        begin: () => {
          signal.removeEventListener('abort', drop);
          this.#running += 1;
          resolve();
        },
      };
      signal.addEventListener('abort', drop, { once: true });
      this.#waiting.push(entry);
      this.#next();
    });
  }

  #next(): void {
    if (this.#running < this.#atOnce) this.#waiting.pop()?.begin();
  }
}
