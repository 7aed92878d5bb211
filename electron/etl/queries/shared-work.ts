import { CancelledError } from '../../../shared/errors.ts';
import { untilAborted } from '../until-aborted.ts';

/** Work that several wait for. It is given up once nobody does any more, or at once by `giveUp`. */
export class SharedWork<T> {
  readonly #controller = new AbortController();
  readonly #result: Promise<T>;
  #waiting = 0;
  #state: 'under way' | 'done' | 'failed' = 'under way';

  /**
   * Begins.
   * @param make what is to end early once its signal fires
   * @param onFailed hears that it failed, or was given up and has ended
   */
  constructor(make: (signal: AbortSignal) => Promise<T>, onFailed?: () => void) {
    this.#result = make(this.#controller.signal);
    this.#result.then(
      () => {
        this.#state = 'done';
      },
      () => {
        this.#state = 'failed';
        onFailed?.();
      },
    );
  }

  get isDone(): boolean {
    return this.#state === 'done';
  }

  /** Whether there is something to wait for: what failed or was given up has to begin anew. */
  get isUsable(): boolean {
    return this.isDone || (this.#state === 'under way' && !this.#controller.signal.aborted);
  }

  /** Waits for what comes of it. @throws CancelledError once the signal fires, or it is given up */
  async result(signal: AbortSignal): Promise<T> {
    this.#waiting += 1;
    try {
      return await untilAborted(this.#result, signal);
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0) this.giveUp();
    }
  }

  /** Ends it early; what is done stays. */
  giveUp(): void {
    if (this.#state === 'under way') this.#controller.abort(new CancelledError('question'));
  }
}
