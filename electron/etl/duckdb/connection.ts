import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { CancelledError } from '../../../shared/errors.ts';
import { cancelled, untilAborted } from '../until-aborted.ts';

// DuckDB forgets an interrupt that comes before the statement has begun (measured): it is given until the statement ends.
const interruptEveryMs = 20;

/**
 * A connection on which one action at a time has its turn, in the order they came, each until its own signal fires. One
 * whose signal fires before its turn never begins. Interrupting one therefore never hits another.
 */
export class Connection {
  static #open = 0;

  readonly #raw: DuckDBConnection;
  readonly #closing = new AbortController();
  /** Settles, and never fails, once all that came so far had their turn. */
  #last: Promise<void> = Promise.resolve();
  /** Settles, and never fails, once nothing runs: DuckDB hangs where a connection is closed under a statement. */
  #acting: Promise<void> = Promise.resolve();
  #closed: Promise<void> | null = null;

  private constructor(raw: DuckDBConnection) {
    this.#raw = raw;
  }

  static async to(instance: DuckDBInstance): Promise<Connection> {
    const raw = await instance.connect();
    Connection.#open += 1;
    return new Connection(raw);
  }

  /** How many connections of this process are open. */
  static get open(): number {
    return Connection.#open;
  }

  /**
   * Waits for a turn.
   * @returns what ends it
   * @throws CancelledError where the signal fires first, or the connection is closed
   */
  async turn(signal: AbortSignal): Promise<() => void> {
    const before = this.#last;
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#last = before.then(() => ended);
    try {
      await untilAborted(untilAborted(before, this.#closing.signal), signal);
      return end;
    } catch (error) {
      end();
      throw error;
    }
  }

  /** An action of whoever has the turn, interrupted once the signal fires or the connection is closed. */
  async interruptible<T>(signal: AbortSignal, action: (raw: DuckDBConnection) => Promise<T>): Promise<T> {
    const { signal: closing } = this.#closing;
    const fired = () => [signal, closing].find(({ aborted }) => aborted);
    const before = fired();
    if (before) throw cancelled(before);
    let timer: NodeJS.Timeout | undefined;
    const interrupt = () => {
      this.#raw.interrupt();
      timer ??= setInterval(() => this.#raw.interrupt(), interruptEveryMs);
    };
    for (const one of [signal, closing]) one.addEventListener('abort', interrupt, { once: true });
    const acting = action(this.#raw);
    this.#acting = acting.then(
      () => {},
      () => {},
    );
    try {
      return await acting;
    } catch (error) {
      const during = fired();
      throw during ? cancelled(during) : error;
    } finally {
      clearInterval(timer);
      for (const one of [signal, closing]) one.removeEventListener('abort', interrupt);
    }
  }

  /** How far the statement that runs has come, in percent; negative where none runs or DuckDB cannot tell. */
  get percentage(): number {
    return this.#closed === null ? this.#raw.progress.percentage : -1;
  }

  /** Closes the connection, once; what runs on it is interrupted, and what waits never begins. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#closing.abort(new CancelledError());
    await this.#acting;
    this.#raw.closeSync();
    Connection.#open -= 1;
  }
}
