import { OutputError } from '../../../shared/errors.ts';
import { formatNumber } from '../../../shared/format/number.ts';
import type { Database } from '../duckdb/database.ts';

// DuckDB needs some to answer at all; beyond that it spills.
const minBytes = 16 * 1024 ** 2;

/** What an open run may take of memory: DuckDB's part, and what is kept beside it in typed arrays, at most half. */
export class RunMemory {
  readonly #database: Database;
  #bytes: number;
  #kept = 0;
  /** One change at a time. */
  #changing: Promise<unknown> = Promise.resolve();

  /** @param bytes what DuckDB was opened with; infinite where that is its own choice, which stays */
  constructor(database: Database, bytes: number) {
    this.#database = database;
    this.#bytes = bytes;
  }

  /** What it may take, in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How much may be kept beside DuckDB. */
  get room(): number {
    return this.#bytes / 2 - this.#kept;
  }

  /** Makes do with so much. @returns what it may take then: what it had, where what is in use does not fit */
  keepWithin(bytes: number): Promise<number> {
    return this.#change(async () => {
      if (bytes !== this.#bytes && bytes - this.#kept >= minBytes) {
        try {
          await this.#limit(bytes - this.#kept);
          this.#bytes = bytes;
        } catch {
          // What is in use does not fit: the limit stays as it is.
        }
      }
      return this.#bytes;
    });
  }

  /** Counts what is about to be kept beside DuckDB. @throws OutputError where there is no room for it */
  keep(bytes: number): Promise<void> {
    return this.#change(async () => {
      if (bytes > this.room)
        throw new OutputError(
          `This view keeps ${megabytes(bytes)} in memory and has ${megabytes(Math.max(0, this.room))} left for it: raise the memory limit in Settings, or wait until a run or an export is over.`,
        );
      await this.#limit(this.#bytes - this.#kept - bytes);
      this.#kept += bytes;
    });
  }

  /** What was kept is let go of. */
  async drop(bytes: number): Promise<void> {
    await this.#change(async () => {
      this.#kept -= bytes;
      // A run that is closed has no limit any more.
      await this.#limit(this.#bytes - this.#kept).catch(() => {});
    });
  }

  async #limit(bytes: number): Promise<void> {
    if (Number.isFinite(bytes)) await this.#database.setMemoryLimit(bytes);
  }

  #change<T>(action: () => Promise<T>): Promise<T> {
    const changed = this.#changing.then(action);
    this.#changing = changed.catch(() => {});
    return changed;
  }
}

function megabytes(bytes: number): string {
  return `${formatNumber(Math.ceil(bytes / 1e6))} MB`;
}
