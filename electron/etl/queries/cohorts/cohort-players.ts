import { exactDecimal, numericProperty } from '../../../../shared/metrics/numeric-property.ts';
import { outputFiles } from '../../../../shared/run/outputs.ts';
import { quoteText, quoteTextList } from '../../../../shared/sql/quote.ts';
import { oncePerRun } from '../once-per-run.ts';
import type { OpenRun } from '../open-run.ts';

/** A named query: a table of the database of a run, and a part of the statement that is shown. */
export type NamedQuery = { readonly name: string; readonly sql: string };

/**
 * What cohorts by week or month, and their breakdowns, are computed from, each query on those before it:
 * `cohort_players`, one row per player with an active event (`player`, the row number of the first active event, in
 * input order, of the first active day: a number is quicker to group by than an id; `cohort_date` and `last_date`, the
 * first and last active day); `cohort_days`, one per player and active day; `cohort_spend`, one per player and day with revenue.
 */
export function playerQueries({ manifest, columns }: OpenRun): NamedQuery[] {
  const { active_event_types, purchase_event_type, revenue_property } = manifest.config.aggregation;
  const isActive =
    active_event_types.length === 0 ? 'true' : `event_type IN ${quoteTextList(active_event_types)}`;
  const amount = numericProperty(columns, revenue_property) ?? 'NULL::DOUBLE';
  return [
    {
      name: 'active_days_by_id',
      sql: `SELECT player_id, event_date, min(file_row_number) AS first_row
  FROM events WHERE ${isActive} GROUP BY ALL`,
    },
    {
      name: 'cohort_players',
      sql: `SELECT player_id, arg_min(first_row, event_date) AS player,
    min(event_date) AS cohort_date, max(event_date) AS last_date
  FROM active_days_by_id GROUP BY player_id`,
    },
    {
      name: 'cohort_days',
      sql: `SELECT player, cohort_date, event_date
  FROM active_days_by_id JOIN cohort_players USING (player_id)`,
    },
    {
      name: 'cohort_spend',
      sql: `SELECT player, cohort_date, event_date, sum(${exactDecimal(amount)}) AS revenue
  FROM events JOIN cohort_players USING (player_id)
  WHERE event_type = ${quoteText(purchase_event_type)} AND NOT is_revenue_outlier AND ${amount} IS NOT NULL
  GROUP BY ALL`,
    },
  ];
}

/** Makes `cohort_players` and `cohort_days`, at the first question that needs them. */
export const prepareActiveDays = oncePerRun(async (run) => {
  await make(run, ({ name }) => name !== 'cohort_spend');
  await run.database.run('DROP TABLE active_days_by_id');
});

/** Makes all of these tables. */
export const prepareCohortPlayers = oncePerRun(async (run) => {
  await prepareActiveDays(run);
  await make(run, ({ name }) => name === 'cohort_spend');
});

async function make(run: OpenRun, isWanted: (query: NamedQuery) => boolean): Promise<void> {
  for (const { name, sql } of playerQueries(run).filter(isWanted))
    await run.database.run(`CREATE OR REPLACE TEMP TABLE ${name} AS ${sql}`);
}

/** A statement over the files of a run, to be read and run by others: the queries it rests on, then itself. */
export function standalone(queries: readonly NamedQuery[], sql: string): string {
  const events = {
    name: 'events',
    sql: `SELECT * FROM read_parquet(${outputFiles.events}, file_row_number = true) WHERE NOT is_future`,
  };
  const parts = [events, ...queries].map((query) => `${query.name} AS (\n  ${query.sql})`);
  return `WITH ${parts.join(',\n')}\n${sql}`;
}
