import { z } from 'zod';
import { type EventColumn, eventColumns } from '../../../../shared/events/columns.ts';
import type { EventFilter } from '../../../../shared/events/filters.ts';
import type { EventSort } from '../../../../shared/ipc/data.ts';
import { quoteIdentifier } from '../../../../shared/sql/quote.ts';
import { count, type Database } from '../../duckdb/database.ts';
import { cancelled } from '../../until-aborted.ts';
import { oncePerRun } from '../once-per-run.ts';
import type { OpenRun } from '../open-run.ts';
import { SharedWork } from '../shared-work.ts';
import { boundCondition, findColumn } from './filter-sql.ts';

// The one on screen, and those the user may come back to. Ten million rows take 40 MB, and can spill.
const maxKept = 4;

type Wanted = { filters: readonly EventFilter[]; sort: EventSort | null };
type Order = { table: string; work: SharedWork<void> };

/**
 * The places of events in the file, filtered and sorted, each kept as a table: a page is then a slice of it. One is made
 * at a time: a newer one ends an older that is still under way.
 */
class RowOrders {
  readonly #database: Database;
  readonly #columns: readonly EventColumn[];
  readonly #orders = new Map<string, Order>();
  #made = 0;
  #working: Database | null = null;

  constructor(database: Database, columns: readonly EventColumn[]) {
    this.#database = database;
    this.#columns = columns;
  }

  /**
   * The table of an order: its column `place`, in the order of its row ids.
   * @throws CancelledError where the signal fires, or a newer order is asked for
   */
  async table(wanted: Wanted, signal: AbortSignal): Promise<string> {
    const key = JSON.stringify([wanted.filters, wanted.sort]);
    const known = this.#orders.get(key);
    const order = known?.work.isUsable ? known : this.#start(wanted);
    // The latest used stands last.
    this.#orders.delete(key);
    this.#orders.set(key, order);
    try {
      await order.work.result(signal);
    } catch (error) {
      if (!order.work.isUsable && this.#orders.get(key) === order) this.#orders.delete(key);
      throw error;
    }
    await this.#dropOld();
    return order.table;
  }

  /** Whether an order is there already. */
  has({ filters, sort }: Wanted): boolean {
    return this.#orders.get(JSON.stringify([filters, sort]))?.work.isDone ?? false;
  }

  /** How far the order under way has come; null where none is, or DuckDB cannot tell. */
  share(): number | null {
    return this.#working?.share() ?? null;
  }

  #start(wanted: Wanted): Order {
    for (const { work } of this.#orders.values()) work.giveUp();
    this.#made += 1;
    const table = `event_order_${this.#made}`;
    return { table, work: new SharedWork((signal) => this.#make(table, wanted, signal)) };
  }

  async #make(table: string, { filters, sort }: Wanted, signal: AbortSignal): Promise<void> {
    const { sql: condition, params } = boundCondition(this.#columns, filters);
    const column = sort === null ? null : findColumn(this.#columns, sort.column);
    const connection = await this.#database.connect(signal);
    this.#working = connection;
    try {
      const source = column === null ? 'cleaned' : await sortable(connection, column);
      const direction = sort?.direction === 'descending' ? 'DESC' : 'ASC';
      const order = column === null ? '' : `sort_key ${direction} NULLS LAST, `;
      await connection.run(
        `CREATE TABLE ${table} AS SELECT file_row_number::UINTEGER AS place FROM ${source}
         WHERE ${condition} ORDER BY ${order}file_row_number`,
        { params },
      );
      if (signal.aborted) {
        // It was ended as it was done: nobody would drop it later.
        await this.#database.run(`DROP TABLE ${table}`);
        throw cancelled(signal);
      }
    } finally {
      if (this.#working === connection) this.#working = null;
      await connection.close();
    }
  }

  async #dropOld(): Promise<void> {
    const ready = [...this.#orders].filter(([, { work }]) => work.isDone);
    for (const [key, { table }] of ready.slice(0, Math.max(0, ready.length - maxKept))) {
      this.#orders.delete(key);
      await this.#database.run(`DROP TABLE IF EXISTS ${table}`);
    }
  }
}

/** The orders of a run, made on its first use. */
export const rowOrders = oncePerRun(async (run: OpenRun) => {
  const columns = eventColumns(run.manifest);
  return new RowOrders(await pageConnection(run), columns);
});

/** A connection for pages alone, so that nothing else has them wait. */
export const pageConnection = oncePerRun(({ opened }: OpenRun) => opened.database.connect(opened.signal));

/**
 * The events with a `sort_key`. Sorting 10 million texts takes 20 s and more; where they repeat, sorting their ranks
 * takes 5 s (measured). Texts that hardly repeat are their own key.
 */
async function sortable(connection: Database, { name, type }: EventColumn): Promise<string> {
  const column = quoteIdentifier(name);
  const plain = `(SELECT *, ${column} AS sort_key FROM cleaned)`;
  if (type !== 'VARCHAR') return plain;
  const { rows, texts } = await connection.queryOne(
    z.object({ rows: count, texts: count }),
    `SELECT count(*) AS rows, approx_count_distinct(${column}) AS texts FROM cleaned`,
  );
  if (texts > rows / 4) return plain;
  return `(SELECT cleaned.*, sort_key FROM cleaned LEFT JOIN (
      SELECT text, row_number() OVER (ORDER BY text) AS sort_key FROM (
        SELECT DISTINCT ${column} AS text FROM cleaned WHERE ${column} IS NOT NULL)
    ) ON text = cleaned.${column})`;
}
