import { z } from 'zod';
import type { Distributions } from '../../../../shared/ipc/quality.ts';
import { count } from '../../duckdb/database.ts';
import type { OpenRun } from '../open-run.ts';
import { prepareQuarantine } from './quarantine-table.ts';

// How many copies of one event: few are told exactly.
const copyEdges = [0, 1, 2, 3, 4, 5, 10, 100, 1000];
const shownFiles = 50;
// About as many bars as a chart has room for.
const maxDays = 370;
const maxMonths = 120;

/**
 * The copies a run removed: how many there are of each event, when the event first occurred, and in which input they
 * stood. The place of the first occurrence stands with each, and is that of a cleaned event.
 */
export async function readDuplicates(run: OpenRun): Promise<Distributions['duplicates']> {
  await prepareQuarantine(run);
  const { database } = run;
  const counts = `SELECT first_file, first_line, count(*) AS copies
    FROM quarantine WHERE reason = 'duplicate_event_id' GROUP BY ALL`;
  const bucket = `${copyEdges.map((edge) => `(copies > ${edge})::INT`).join(' + ')} - 1`;
  const rows = await database.query(
    z.object({ bucket: z.number(), events: count }),
    `SELECT (${bucket})::INT AS bucket, count(*) AS events FROM (${counts}) GROUP BY bucket`,
  );
  if (rows.length === 0) return null;
  const files = await database.query(
    z.object({ file: z.string(), count }),
    `SELECT file, count(*) AS count FROM quarantine WHERE reason = 'duplicate_event_id'
     GROUP BY file ORDER BY count DESC, file LIMIT ${shownFiles}`,
  );
  return {
    copies: copyEdges.map((from, index) => ({
      from,
      to: copyEdges[index + 1] ?? null,
      count: rows.find((row) => row.bucket === index)?.events ?? 0,
    })),
    ...(await readDates(run, counts)),
    files,
    sql: `SELECT copies, count(*) AS events
FROM (
  -- The detail says where the event came first: one text an event.
  SELECT detail, count(*) AS copies
  FROM read_json('rejected_events.jsonl', format = 'newline_delimited',
    columns = {reason: 'VARCHAR', detail: 'VARCHAR'})
  WHERE reason = 'duplicate_event_id' GROUP BY detail)
GROUP BY copies ORDER BY copies`,
  };
}

const datesRow = z.object({ date: z.string(), count });

async function readDates({ database }: OpenRun, counts: string) {
  const dated = `
    SELECT event_date, sum(copies)::BIGINT AS copies
    FROM (${counts}) JOIN cleaned ON source_file = first_file AND source_line = first_line
    GROUP BY event_date`;
  const { days } = await database.queryOne(
    z.object({ days: count }),
    `SELECT coalesce(max(event_date) - min(event_date) + 1, 0)::BIGINT AS days FROM (${dated})`,
  );
  const grain = days <= maxDays ? 'day' : days <= maxMonths * 30 ? 'month' : 'year';
  const dates = await database.query(
    datesRow,
    `SELECT date_trunc('${grain}', event_date)::DATE::VARCHAR AS date, sum(copies)::BIGINT AS count
     FROM (${dated}) GROUP BY date ORDER BY date`,
  );
  return { grain, dates } as const;
}
