import { quoteIdentifier } from '../../../../shared/sql/quote.ts';
import { oncePerRun } from '../once-per-run.ts';
import type { OpenRun } from '../open-run.ts';
import type { BreakdownCount } from './breakdown-sql.ts';
import { playerNumbers, sessionNumbers } from './key-numbers.ts';

// As many as someone looking around goes back and forth between; each may hold as many rows as there are events.
const maxTables = 6;

export type BreakdownTable = {
  /** A row a day and value: `event_date`, `value`, `figure`. */
  readonly figures: string;
  /** A row a day, value and player or session: `event_date`, `value`, `key`; null where figures add up. */
  readonly keys: string | null;
};

/** Events of one run counted by day and value, kept for the next question: another range, another number of values. */
class BreakdownTables {
  readonly #run: OpenRun;
  /** The latest used last. */
  #tables: readonly (BreakdownTable & { readonly question: string })[] = [];
  #made = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(run: OpenRun) {
    this.#run = run;
  }

  /**
   * Asks the tables of a count by a column; makes them at the first question. One question after the other, so that
   * none loses its tables to the next.
   */
  use<T>(by: string, count: BreakdownCount, ask: (table: BreakdownTable) => Promise<T>): Promise<T> {
    const answer = this.#last.then(async () => ask(await this.#tableOf(by, count)));
    this.#last = answer.catch(() => {});
    return answer;
  }

  async #tableOf(by: string, count: BreakdownCount): Promise<BreakdownTable> {
    const question = JSON.stringify([by, count]);
    const known = this.#tables.find((table) => table.question === question);
    const others = this.#tables.filter((table) => table !== known);
    const [oldest] = others;
    if (known === undefined && oldest !== undefined && others.length >= maxTables) {
      this.#tables = others.slice(1);
      await this.#drop(oldest);
    }
    const table = known ?? { question, ...(await this.#make(by, count)) };
    this.#tables = [...this.#tables.filter((other) => other !== known), table];
    return table;
  }

  async #make(by: string, { filter, expression, keys }: BreakdownCount): Promise<BreakdownTable> {
    const { database } = this.#run;
    this.#made += 1;
    const figures = `breakdown_${this.#made}`;
    const value = `${quoteIdentifier(by)} AS value`;
    if (keys === null) {
      await database.run(
        `CREATE TEMP TABLE ${figures} AS
         SELECT event_date, ${value}, ${expression} AS figure FROM events WHERE ${filter} GROUP BY ALL`,
      );
      return { figures, keys: null };
    }
    const numbers = await (keys.length === 1 ? playerNumbers : sessionNumbers)(this.#run);
    const columns = keys.join(', ');
    const keyTable = `${figures}_keys`;
    await database.run(
      `CREATE TEMP TABLE ${keyTable} AS
       SELECT event_date, value, key
       FROM (SELECT DISTINCT event_date, ${value}, ${columns} FROM events WHERE ${filter})
         JOIN ${numbers} USING (${columns})`,
    );
    await database.run(
      `CREATE TEMP TABLE ${figures} AS
       SELECT event_date, value, count(*) AS figure FROM ${keyTable} GROUP BY ALL`,
    );
    return { figures, keys: keyTable };
  }

  async #drop({ figures, keys }: BreakdownTable): Promise<void> {
    await this.#run.database.run(`DROP TABLE ${figures}`);
    if (keys !== null) await this.#run.database.run(`DROP TABLE ${keys}`);
  }
}

export const breakdownTables = oncePerRun(async (run) => new BreakdownTables(run));
