import { z } from 'zod';
import { count } from '../../duckdb/database.ts';
import { oncePerRun } from '../once-per-run.ts';
import type { OpenRun } from '../open-run.ts';
import { breakdownCount } from './breakdown-sql.ts';
import { playerNumbers } from './key-numbers.ts';

type PlayersInRange = { players: number; sql: string };

const prepared = oncePerRun(async (run) => {
  const { filter } = breakdownCount(run, 'dau');
  const numbers = await playerNumbers(run);
  await run.database.run(
    `CREATE OR REPLACE TEMP TABLE players_by_day AS
     SELECT event_date, key
     FROM (SELECT DISTINCT event_date, player_id FROM events WHERE ${filter}) JOIN ${numbers} USING (player_id)`,
  );
  return filter;
});

/** Distinct players with an active event on the complete days of a range: no sum of DAU says it. */
export async function readPlayersInRange(run: OpenRun, from: string, to: string): Promise<PlayersInRange> {
  const filter = await prepared(run);
  const last = run.manifest.calendar?.last_complete_date ?? to;
  const end = last < to ? last : to;
  const { players } = await run.database.queryOne(
    z.object({ players: count }),
    `SELECT count(*) AS players FROM (
       SELECT DISTINCT key FROM players_by_day WHERE event_date BETWEEN $from::DATE AND $end::DATE)`,
    { params: { from, end } },
  );
  const sql = [
    'SELECT count(DISTINCT player_id)',
    "FROM 'events_cleaned.parquet'",
    `WHERE NOT is_future AND ${filter}`,
    `  AND event_date BETWEEN '${from}' AND '${end}'`,
  ].join('\n');
  return { players, sql };
}
