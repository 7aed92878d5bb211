import { oncePerRun } from '../once-per-run.ts';
import type { OpenRun } from '../open-run.ts';

/** A table with a number for each player (`player_id`, `key`): distinct numbers are counted far faster than texts. */
export const playerNumbers = oncePerRun((run) => number(run, 'player_numbers', 'player_id'));

/** The same for each session (`player_id`, `session_id`, `key`): two players may use the same id. */
export const sessionNumbers = oncePerRun((run) => number(run, 'session_numbers', 'player_id, session_id'));

async function number({ database }: OpenRun, table: string, keys: string): Promise<string> {
  await database.run(
    `CREATE OR REPLACE TEMP TABLE ${table} AS
     SELECT ${keys}, (row_number() OVER ())::UINTEGER AS key FROM (SELECT DISTINCT ${keys} FROM events)`,
  );
  return table;
}
