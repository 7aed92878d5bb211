const quietMs = 200;
const longestMs = 1000;

/** A write that is to come: it begins with the timer, or as it is hurried. */
type Coming = { done: Promise<void>; hurry: () => void; timer: NodeJS.Timeout | undefined; latestMs: number };

/**
 * Writes what changes often: changes that follow one another closely are written once, and all who asked hear how that
 * write ended. One write comes after the other.
 */
export class LateWrite {
  readonly #write: () => Promise<void>;
  #last: Promise<void> = Promise.resolve();
  #coming: Coming | null = null;

  /** @param write writes what there is by then */
  constructor(write: () => Promise<void>) {
    this.#write = write;
  }

  /**
   * Resolves once what there is now is written: 0.2 s after the latest change, and 1 s after the first of them at most.
   * @throws as `write`
   */
  request(): Promise<void> {
    const coming = this.#coming ?? this.#begin();
    clearTimeout(coming.timer);
    coming.timer = setTimeout(coming.hurry, Math.min(quietMs, coming.latestMs - performance.now()));
    return coming.done;
  }

  /** Writes now what is to be written. Resolves once everything is. @throws as the last `write` */
  flush(): Promise<void> {
    this.#coming?.hurry();
    return this.#last;
  }

  #begin(): Coming {
    let start = () => {};
    const started = new Promise<void>((resolve) => {
      start = resolve;
    });
    // A write that failed (a full disk) is told to those who asked for it, and does not stand in the way of the next.
    const before = this.#last.catch(() => {});
    const done = started.then(() => before).then(this.#write);
    const coming: Coming = {
      done,
      hurry: () => {
        clearTimeout(coming.timer);
        this.#coming = null;
        start();
      },
      timer: undefined,
      latestMs: performance.now() + longestMs,
    };
    this.#last = done;
    this.#coming = coming;
    return coming;
  }
}
