import { z } from 'zod';
import { quoteIdentifier } from '../../../../shared/sql/quote.ts';
import { count } from '../../duckdb/database.ts';
import { oncePerRun } from '../once-per-run.ts';
import type { OpenRun } from '../open-run.ts';
import { SharedWork } from '../shared-work.ts';
import { type Codes, countDays, type DayCounts, dayCountBytes } from './count-groups.ts';
import { playerOrder } from './player-order.ts';

// Every property of 10 million events where each has few values; of more, those used last.
const maxBytes = 256 * 1024 ** 2;

/** The value of each event in a column, as a number: 1 for the smallest value, and so on; 0 for none. */
export type ValueCodes = {
  readonly codes: Codes;
  readonly counts: DayCounts | null;
  /** How many values there are. */
  readonly size: number;
  /** A table of the values, by code: `code`, `value`. */
  readonly table: string;
};

/** `bytes` is what they take, 0 until that is known. */
type Column = { readonly made: SharedWork<ValueCodes>; bytes: number };

/** The columns of one run as codes, the last used kept. */
export class CodedColumns {
  readonly #run: OpenRun;
  readonly #maxBytes: number;
  /** By column, the latest used last. */
  readonly #columns = new Map<string, Column>();
  /** The columns met: the number of its place names its table. */
  readonly #tables: string[] = [];

  /** @param maxBytes how much the codes of all columns but one may take */
  constructor(run: OpenRun, maxBytes: number) {
    this.#run = run;
    this.#maxBytes = maxBytes;
  }

  /** Whether the codes of a column are there already. */
  has(by: string): boolean {
    return this.#columns.get(by)?.made.isDone ?? false;
  }

  /** The columns whose codes are kept, the latest used last. */
  get kept(): string[] {
    return [...this.#columns.keys()];
  }

  /**
   * The codes of a column, made at the first question.
   * @throws CancelledError once the signal fires, OutputError where there is no memory for them
   */
  async of(by: string, signal: AbortSignal): Promise<ValueCodes> {
    const known = this.#columns.get(by);
    const column = known?.made.isUsable ? known : this.#begin(by);
    this.#columns.delete(by);
    this.#columns.set(by, column);
    try {
      return await column.made.result(signal);
    } catch (error) {
      if (!column.made.isUsable && this.#columns.get(by) === column) this.#columns.delete(by);
      throw error;
    }
  }

  /** Makes the codes of a column before they are asked for, where there is room for them. */
  async prepare(by: string, signal: AbortSignal): Promise<void> {
    const { memory, manifest } = this.#run;
    const hasRoom = this.#bytes() < this.#maxBytes && manifest.reconciliation.events_cleaned <= memory.room;
    if (!this.#columns.has(by) && hasRoom) await this.of(by, signal);
  }

  #bytes(): number {
    return [...this.#columns.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  #begin(by: string): Column {
    const keep = async (bytes: number) => {
      await this.#makeRoom(bytes);
      await this.#run.memory.keep(bytes);
      column.bytes = bytes;
    };
    const drop = () => void this.#run.memory.drop(column.bytes);
    const made = new SharedWork((signal) => this.#make(by, signal, keep), drop);
    const column: Column = { made, bytes: 0 };
    return column;
  }

  /** Forgets columns, the longest unused first, until so many bytes more may be kept. */
  async #makeRoom(bytes: number): Promise<void> {
    for (const [by, column] of [...this.#columns].filter(([, { made }]) => made.isDone)) {
      if (this.#bytes() + bytes <= this.#maxBytes && bytes <= this.#run.memory.room) return;
      this.#columns.delete(by);
      await this.#run.memory.drop(column.bytes);
    }
  }

  async #make(by: string, signal: AbortSignal, keep: (bytes: number) => Promise<void>): Promise<ValueCodes> {
    const run = this.#run.until(signal);
    const { background } = run;
    const order = await playerOrder(run);
    const { places, marks } = order;
    const table = this.#tableOf(by);
    const column = quoteIdentifier(by);
    // Stays when the codes are forgotten: it is small beside them, or can spill.
    await background.run(
      `CREATE TABLE IF NOT EXISTS ${table} AS
       SELECT value, (row_number() OVER (ORDER BY value))::UINTEGER AS code
       FROM (SELECT DISTINCT ${column} AS value FROM events) WHERE value IS NOT NULL`,
    );
    const { size } = await background.queryOne(
      z.object({ size: count }),
      `SELECT count(*) AS size FROM ${table}`,
    );
    const Codes = arrayFor(size);
    await keep(Codes.BYTES_PER_ELEMENT * marks.length + dayCountBytes(order, size));
    const codes = new Codes(marks.length);
    const rows = background.numbers(
      `SELECT file_row_number::UINTEGER, coalesce(code, 0)::UINTEGER
       FROM events LEFT JOIN ${table} ON ${column} = value`,
    );
    for await (const [row, code] of rows) {
      if (row === undefined || code === undefined) continue;
      for (let index = 0; index < row.length; index += 1)
        codes[places[row[index] ?? 0] ?? 0] = code[index] ?? 0;
    }
    return { codes, counts: await countDays(order, codes, size, signal), size, table };
  }

  #tableOf(by: string): string {
    if (!this.#tables.includes(by)) this.#tables.push(by);
    return `values_${this.#tables.indexOf(by)}`;
  }
}

function arrayFor(largest: number) {
  if (largest < 2 ** 8) return Uint8Array;
  return largest < 2 ** 16 ? Uint16Array : Uint32Array;
}

export const codedColumns = oncePerRun(async ({ opened }) => new CodedColumns(opened, maxBytes));
