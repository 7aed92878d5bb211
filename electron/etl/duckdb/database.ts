import {
  type DuckDBConnection,
  DuckDBDataChunkWriter,
  DuckDBInstance,
  type DuckDBResult,
  DuckDBUIntegerVector,
  type DuckDBValue,
} from '@duckdb/node-api';
import { z } from 'zod';
import type { EtlConfig } from '../../../shared/config/schema.ts';
import { CancelledError, InternalError, OutputError } from '../../../shared/errors.ts';
import type { Logger } from '../../../shared/run/logger.ts';
import { explainSystemError } from '../output/system-errors.ts';
import { cancelled } from '../until-aborted.ts';
import { Connection } from './connection.ts';

/** A count as DuckDB returns it (BIGINT or HUGEINT), as a number. Events are counted well below 2^53. */
export const count = z.bigint().transform(Number);

export type DatabaseOptions = {
  resources: EtlConfig['resources'];
  /** The reporting time zone: local timestamps are read in it. */
  timezone: string;
  /** Where DuckDB spills what does not fit its memory. */
  spillFolder: string;
  logger: Logger;
  signal: AbortSignal;
  /** What to do where the memory limit is too small; where it is the run's own, that is to change its settings. */
  memoryRemedy?: string;
};

const runMemoryRemedy = 'raise resources.memory_limit, or lower resources.threads';

type StatementOptions = {
  params?: Record<string, DuckDBValue>;
  /** Called a few times a second with the share done, 0..1, or null where DuckDB cannot tell. */
  onShare?: (share: number | null) => void;
};

const pollMs = 150;
// Rows of a chunk wait in memory, and each may hold a long text.
const rowsPerChunk = 256;

/** An instance of DuckDB, and who is connected to it. */
type Instance = { duckdb: DuckDBInstance; connections: Set<Connection> };

/** One in-memory DuckDB for one run: no network, no extensions, spilling to the run's own folder. */
export class Database {
  static #instances = 0;

  readonly #instance: Instance;
  readonly #connection: Connection;
  readonly #options: DatabaseOptions;
  readonly #logger: Logger;
  readonly #signal: AbortSignal;
  readonly #isFirst: boolean;
  #closed: Promise<void> | null = null;

  private constructor(
    instance: Instance,
    connection: Connection,
    options: DatabaseOptions,
    isFirst: boolean,
  ) {
    this.#instance = instance;
    this.#connection = connection;
    this.#options = options;
    this.#logger = options.logger;
    this.#signal = options.signal;
    this.#isFirst = isFirst;
  }

  /** What this process holds open: instances of DuckDB, and connections to them. */
  static get held(): { instances: number; connections: number } {
    return { instances: Database.#instances, connections: Connection.open };
  }

  /** @throws CancelledError, OutputError where the memory is too small to open it; nothing is left open then */
  static async open(options: DatabaseOptions): Promise<Database> {
    const { memory_limit, threads } = options.resources;
    if (options.signal.aborted) throw cancelled(options.signal);
    const duckdb = await DuckDBInstance.create(':memory:', {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
      temp_directory: options.spillFolder,
      ...(memory_limit === 'auto' ? {} : { memory_limit }),
      ...(threads === 'auto' ? {} : { threads: String(threads) }),
    }).catch((error: unknown) => {
      throw translate(error, 'opening DuckDB', options);
    });
    Database.#instances += 1;
    const instance: Instance = { duckdb, connections: new Set() };
    try {
      return await Database.#connect(instance, options, true);
    } catch (error) {
      await Database.#closeInstance(instance);
      throw error;
    }
  }

  static async #closeInstance({ duckdb, connections }: Instance): Promise<void> {
    await Promise.all([...connections].map((connection) => connection.close()));
    duckdb.closeSync();
    Database.#instances -= 1;
  }

  /**
   * A further connection: it sees the same tables and views, its statements run beside the others, and its own signal
   * ends them alone. Closing it leaves the rest open; where that is not done, it is closed with the first.
   */
  connect(signal: AbortSignal): Promise<Database> {
    return Database.#connect(this.#instance, { ...this.#options, signal }, false);
  }

  static async #connect(instance: Instance, options: DatabaseOptions, isFirst: boolean): Promise<Database> {
    const connection = await Connection.to(instance.duckdb);
    instance.connections.add(connection);
    const database = new Database(instance, connection, options, isFirst);
    try {
      // Without these two DuckDB reports no progress at all; printing is the caller's business.
      await database.run('SET enable_progress_bar = true');
      await database.run('SET enable_progress_bar_print = false');
      await database.run('SET TimeZone = $timezone', { params: { timezone: options.timezone } });
      return database;
    } catch (error) {
      await connection.close();
      instance.connections.delete(connection);
      throw error;
    }
  }

  /**
   * The same connection for someone who may stop waiting: what they ask takes its turn among the rest, and ends, or never
   * begins, once their signal fires.
   */
  until(signal: AbortSignal): Database {
    return new Database(this.#instance, this.#connection, { ...this.#options, signal }, false);
  }

  /** Changes the memory of the whole instance. @throws OutputError where what is in use does not fit: the limit stays */
  async setMemoryLimit(bytes: number): Promise<void> {
    // On a connection of its own: on this one something may run for long.
    const connection = await this.connect(new AbortController().signal);
    try {
      await connection.run(`SET memory_limit = '${Math.floor(bytes)}B'`);
    } finally {
      await connection.close();
    }
  }

  /** Runs one statement. Throws CancelledError once the signal fires, OutputError where the system refuses a file. */
  async run(sql: string, options: StatementOptions = {}): Promise<void> {
    await this.#execute(sql, options);
  }

  /** Runs one COPY ... TO and returns the number of rows written. */
  async copy(sql: string, options: StatementOptions = {}): Promise<number> {
    const row = z.object({ Count: count });
    return (await this.queryOne(row, sql, options)).Count;
  }

  /**
   * Runs an action on one thread, row by row. A COPY in input order on several threads holds whole row groups of results,
   * which cannot spill: with many columns that exceeds any memory limit. One thread keeps the order by itself.
   */
  async serially<T>(action: () => Promise<T>): Promise<T> {
    const { threads } = await this.queryOne(
      z.object({ threads: count }),
      "SELECT current_setting('threads')::BIGINT AS threads",
    );
    await this.run('SET threads = 1');
    await this.run('SET preserve_insertion_order = false');
    try {
      return await action();
    } finally {
      await this.run('SET preserve_insertion_order = true');
      await this.run(`SET threads = ${threads}`);
    }
  }

  /** DuckDB's version, such as `v1.5.6`. */
  async version(): Promise<string> {
    return (await this.queryOne(z.object({ version: z.string() }), 'SELECT version() AS version')).version;
  }

  /** Adds rows to a table, each a value a column. What stands in them is stored as it is. */
  async append(table: string, rows: AsyncIterable<readonly DuckDBValue[]>): Promise<void> {
    await this.#guard(`append to ${table}`, async (raw) => {
      const appender = await raw.createAppender(table);
      try {
        const writer = DuckDBDataChunkWriter.forAppender(appender, { rowsPerDataChunk: rowsPerChunk });
        for await (const row of rows) {
          if (this.#signal.aborted) throw cancelled(this.#signal);
          writer.appendRow(row);
        }
        writer.flush();
      } finally {
        appender.closeSync();
      }
    });
  }

  /** Runs one query and parses every row: nothing unchecked leaves the database. */
  async query<T>(row: z.ZodType<T>, sql: string, options: StatementOptions = {}): Promise<T[]> {
    const result = await this.#execute(sql, options);
    const rows = z.array(row).safeParse(await result.getRowObjectsJS());
    if (!rows.success)
      throw new InternalError('A query gave rows of another shape than expected.', {
        cause: new Error(sql, { cause: rows.error }),
      });
    return rows.data;
  }

  /** As `query`, where exactly one row is expected. */
  async queryOne<T>(row: z.ZodType<T>, sql: string, options: StatementOptions = {}): Promise<T> {
    const [first, ...rest] = await this.query(row, sql, options);
    if (first === undefined || rest.length > 0) throw new InternalError(`Expected one row from: ${sql}`);
    return first;
  }

  /** As `query`, but row by row in constant memory. Until its end the connection does nothing else. */
  async *stream<T>(row: z.ZodType<T>, sql: string): AsyncGenerator<T> {
    for await (const rows of this.#pieces(sql, (result) => result.yieldRowObjectJs()))
      for (const item of rows) yield row.parse(item);
  }

  /**
   * Runs a query whose columns are all UINTEGER without NULL, and gives their numbers a chunk of rows at a time: for
   * millions of rows, where an object each would take seconds. They come as DuckDB finds them, in constant memory, on a
   * connection of their own.
   */
  async *numbers(sql: string): AsyncGenerator<readonly Uint32Array[]> {
    const connection = await this.connect(this.#signal);
    try {
      for await (const chunk of connection.#pieces(sql, (result) => result[Symbol.asyncIterator]()))
        yield Array.from({ length: chunk.columnCount }, (_, column) =>
          numbersOf(chunk.getColumnVector(column)),
        );
    } finally {
      await connection.close();
    }
  }

  /** Closes it, once, and with the first connection all others: what still runs is interrupted. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await this.#connection.close();
    this.#instance.connections.delete(this.#connection);
    if (this.#isFirst) await Database.#closeInstance(this.#instance);
  }

  /** How far the statement that runs has come, 0..1; null where none runs or DuckDB cannot tell. */
  share(): number | null {
    const { percentage } = this.#connection;
    return percentage < 0 ? null : Math.min(percentage / 100, 1);
  }

  /** The result of a query, a piece at a time, as an iterator takes it off. */
  async *#pieces<Piece>(
    sql: string,
    take: (result: DuckDBResult) => AsyncIterator<Piece>,
  ): AsyncGenerator<Piece> {
    const end = await this.#connection.turn(this.#signal);
    try {
      const pieces = take(await this.#watch(sql, (raw) => raw.stream(sql)));
      for (;;) {
        const { value, done } = await this.#watch(null, () => pieces.next());
        if (done) return;
        yield value;
      }
    } finally {
      end();
    }
  }

  #execute(sql: string, { params, onShare }: StatementOptions) {
    return this.#guard(sql, async (raw) => {
      const timer = onShare ? setInterval(() => onShare(this.share()), pollMs) : undefined;
      try {
        return await raw.run(sql, params);
      } finally {
        clearInterval(timer);
      }
    });
  }

  /** Runs an action on the connection when its turn has come. */
  async #guard<T>(sql: string, action: (raw: DuckDBConnection) => Promise<T>): Promise<T> {
    const end = await this.#connection.turn(this.#signal);
    try {
      return await this.#watch(sql, action);
    } finally {
      end();
    }
  }

  /** Runs an action in its turn so that cancelling interrupts it; logs it where it is a statement. */
  async #watch<T>(sql: string | null, action: (raw: DuckDBConnection) => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    try {
      return await this.#connection.interruptible(this.#signal, action);
    } catch (error) {
      if (error instanceof CancelledError) throw error;
      throw translate(error, sql ?? 'reading rows', this.#options);
    } finally {
      const ms = Math.round(performance.now() - startedAt);
      if (sql !== null) this.#logger.debug(`${ms} ms: ${sql.replace(/\s+/g, ' ').trim()}`);
    }
  }
}

function numbersOf(vector: unknown): Uint32Array {
  if (!(vector instanceof DuckDBUIntegerVector))
    throw new InternalError('A query gave another type of column than UINTEGER.');
  const numbers = new Uint32Array(vector.itemCount);
  for (let index = 0; index < numbers.length; index += 1) {
    const number = vector.getItem(index);
    if (number === null) throw new InternalError('A query gave NULL for a number.');
    numbers[index] = number;
  }
  return numbers;
}

function translate(error: unknown, sql: string, options: DatabaseOptions): Error {
  const refused = explainSystemError(options.spillFolder, error);
  if (refused !== null) return refused;
  const message = error instanceof Error ? error.message : String(error);
  if (/^Out of Memory Error/i.test(message)) {
    const remedy = options.memoryRemedy ?? runMemoryRemedy;
    return new OutputError(`DuckDB ran out of the memory it may use: ${remedy}.`, { cause: error });
  }
  return new InternalError(`A statement failed: ${message.split('\n')[0]}`, {
    cause: new Error(sql, { cause: error }),
  });
}
