import { quoteIdentifier } from '../../duckdb/sql.ts';
import { oncePerRun } from '../once-per-run.ts';
import type { OpenRun } from '../open-run.ts';
import type { BreakdownCount } from './breakdown-sql.ts';

// As many as someone looking around goes back and forth between; each may hold as many rows as there are events.
const maxTables = 6;

type Table = { readonly key: string; readonly name: string };

/** Events of one run counted by day and value, kept for the next question: another range, another number of values. */
export class BreakdownTables {
  readonly #run: OpenRun;
  /** The latest used last. */
  #tables: readonly Table[] = [];
  #made = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(run: OpenRun) {
    this.#run = run;
  }

  /**
   * Asks the table (`event_date`, `value`, and what is kept) of a count by a column; makes it at the first question.
   * One question after the other, so that none loses its table to the next.
   */
  use<T>(by: string, count: BreakdownCount, ask: (table: string) => Promise<T>): Promise<T> {
    const answer = this.#last.then(async () => ask(await this.#tableOf(by, count)));
    this.#last = answer.catch(() => {});
    return answer;
  }

  async #tableOf(by: string, { filter, kept }: BreakdownCount): Promise<string> {
    const { database } = this.#run;
    const key = JSON.stringify([by, filter, kept]);
    const known = this.#tables.find((table) => table.key === key);
    const others = this.#tables.filter((table) => table !== known);
    if (known !== undefined) {
      this.#tables = [...others, known];
      return known.name;
    }
    const [oldest] = others;
    if (oldest !== undefined && others.length >= maxTables) {
      this.#tables = others.slice(1);
      await database.run(`DROP TABLE ${oldest.name}`);
    }
    this.#made += 1;
    const name = `breakdown_${this.#made}`;
    await database.run(
      `CREATE TEMP TABLE ${name} AS
       SELECT event_date, ${quoteIdentifier(by)} AS value, ${kept} FROM events WHERE ${filter} GROUP BY ALL`,
    );
    this.#tables = [...this.#tables, { key, name }];
    return name;
  }
}

export const breakdownTables = oncePerRun(async (run) => new BreakdownTables(run));
