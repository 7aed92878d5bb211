import { z } from 'zod';
import { isActive } from '../../../../shared/metrics/metric-context.ts';
import { count } from '../../duckdb/database.ts';
import { oncePerRun } from '../once-per-run.ts';
import type { OpenRun } from '../open-run.ts';

/** What is known of an event in its place of the order: bits of a byte. */
export const mark = {
  /** Every event that counts. */
  event: 1,
  /** Its type makes its player active. */
  active: 2,
  inSession: 4,
  /** The first of its day and player. */
  newPlayer: 8,
  /** The first of its day, player and session. */
  newSession: 16,
} as const;

/**
 * The events that count, by day, in a day by player, and of a player by session: in this order distinct players and
 * sessions are counted in one pass, without a table of those seen.
 */
export type PlayerOrder = {
  /** The place of each row of the cleaned events; meaningless for future events. */
  readonly places: Uint32Array;
  /** A byte a place: bits of `mark`. */
  readonly marks: Uint8Array;
  /** The days with events, in order, each with its places: from `start` up to, not including, `end`. */
  readonly days: readonly { date: string; start: number; end: number }[];
};

/** The order of the events of a run. Takes 5 bytes an event. @throws OutputError where there is no memory for it */
export const playerOrder = oncePerRun(async (run): Promise<PlayerOrder> => {
  const days = await readDays(run);
  const [rows, events] = [await rowCount(run), days.at(-1)?.end ?? 0];
  const bytes = rows * Uint32Array.BYTES_PER_ELEMENT + events;
  await run.memory.keep(bytes);
  try {
    return await readOrder(run, days, new Uint32Array(rows), new Uint8Array(events));
  } catch (error) {
    await run.memory.drop(bytes);
    throw error;
  }
});

async function readOrder(
  { background, manifest }: OpenRun,
  days: PlayerOrder['days'],
  places: Uint32Array,
  marks: Uint8Array,
): Promise<PlayerOrder> {
  const starts = new Set(days.map(({ start }) => start));
  const sql = `
    WITH players AS (
      SELECT player_id, (row_number() OVER ())::UINTEGER AS player FROM (SELECT DISTINCT player_id FROM events)),
    sessions AS (
      SELECT player_id, session_id, player, (row_number() OVER ())::UINTEGER AS session
      FROM (SELECT DISTINCT player_id, session_id FROM events) JOIN players USING (player_id))
    SELECT file_row_number::UINTEGER, player, session,
      (CASE WHEN ${isActive(manifest.config.aggregation)} THEN ${mark.active} ELSE 0 END
        + CASE WHEN events.session_id IS NOT NULL THEN ${mark.inSession} ELSE 0 END)::UINTEGER
    FROM events JOIN sessions
      ON events.player_id = sessions.player_id AND events.session_id IS NOT DISTINCT FROM sessions.session_id
    ORDER BY event_date, player, session`;
  let place = 0;
  let lastPlayer = 0;
  let lastSession = 0;
  for await (const [rows, players, sessions, kinds] of background.numbers(sql)) {
    if (rows === undefined || players === undefined || sessions === undefined || kinds === undefined)
      continue;
    for (let index = 0; index < rows.length; index += 1) {
      const player = players[index] ?? 0;
      const session = sessions[index] ?? 0;
      const isNewDay = starts.has(place);
      let bits = mark.event | (kinds[index] ?? 0);
      if (isNewDay || player !== lastPlayer) bits |= mark.newPlayer;
      if (isNewDay || session !== lastSession) bits |= mark.newSession;
      marks[place] = bits;
      places[rows[index] ?? 0] = place;
      lastPlayer = player;
      lastSession = session;
      place += 1;
    }
  }
  return { places, marks, days };
}

async function readDays({ database }: OpenRun): Promise<PlayerOrder['days']> {
  const rows = await database.query(
    z.object({ date: z.string(), events: count }),
    'SELECT event_date::VARCHAR AS date, count(*) AS events FROM events GROUP BY event_date ORDER BY event_date',
  );
  let end = 0;
  return rows.map(({ date, events }) => {
    const start = end;
    end += events;
    return { date, start, end };
  });
}

async function rowCount({ database }: OpenRun): Promise<number> {
  const { rows } = await database.queryOne(z.object({ rows: count }), 'SELECT count(*) AS rows FROM cleaned');
  return rows;
}
