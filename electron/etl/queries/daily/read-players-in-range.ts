import { z } from 'zod';
import { outputFiles } from '../../../../shared/run/outputs.ts';
import { count } from '../../duckdb/database.ts';
import { prepareActiveDays } from '../cohorts/cohort-players.ts';
import type { OpenRun } from '../open-run.ts';
import { breakdownCount } from './breakdown-sql.ts';

type PlayersInRange = { players: number; sql: string };

/** Distinct players with an active event on the complete days of a range: no sum of DAU says it. */
export async function readPlayersInRange(run: OpenRun, from: string, to: string): Promise<PlayersInRange> {
  await prepareActiveDays(run);
  const last = run.manifest.calendar?.last_complete_date ?? to;
  const end = last < to ? last : to;
  const { players } = await run.database.queryOne(
    z.object({ players: count }),
    `SELECT count(*) AS players FROM (
       SELECT DISTINCT player FROM cohort_days WHERE event_date BETWEEN $from::DATE AND $end::DATE)`,
    { params: { from, end } },
  );
  const sql = [
    'SELECT count(DISTINCT player_id)',
    `FROM ${outputFiles.events}`,
    `WHERE NOT is_future AND ${breakdownCount(run, 'dau').filter}`,
    `  AND event_date BETWEEN '${from}' AND '${end}'`,
  ].join('\n');
  return { players, sql };
}
