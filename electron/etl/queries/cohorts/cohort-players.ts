import { spendQuery } from '../../../../shared/metrics/cohort-cells.ts';
import { contextOf, isActive } from '../../../../shared/metrics/metric-context.ts';
import { type NamedQuery, withQueries } from '../../../../shared/metrics/named-query.ts';
import { oncePerRun } from '../once-per-run.ts';
import type { OpenRun } from '../open-run.ts';

/**
 * What cohorts by week or month, and their breakdowns, are computed from, each query on those before it:
 * `cohort_players`, one row per player with an active event (`player`, the row number of the first active event, in
 * input order, of the first active day: a number is quicker to group by than an id; `cohort_date` and `last_date`, the
 * first and last active day); `cohort_days`, one per player and active day; `cohort_spend`, one per player and day with revenue.
 */
function playerQueries({ manifest }: OpenRun): NamedQuery[] {
  const context = contextOf(manifest);
  return [
    {
      name: 'active_days_by_id',
      sql: `SELECT player_id, event_date, min(file_row_number) AS first_row
  FROM events WHERE ${isActive(context.aggregation)} GROUP BY ALL`,
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
      sql: `SELECT player, cohort_date, event_date, sum(revenue) AS revenue
  FROM (${spendQuery(context, 'player', 'cohort_players')})
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

/** A statement over the files of a run, to be read and run by others: the queries it rests on, these tables first. */
export function standalone(run: OpenRun, queries: readonly NamedQuery[], sql: string): string {
  const events = {
    name: 'events',
    sql: "SELECT * FROM read_parquet('events_cleaned.parquet', file_row_number = true) WHERE NOT is_future",
  };
  return withQueries([events, ...playerQueries(run), ...queries], sql);
}
