import { z } from 'zod';
import { InputError } from '../../../../shared/errors.ts';
import type { QuarantineCounts, QuarantinedRow, QuarantinePageRef } from '../../../../shared/ipc/quality.ts';
import { count } from '../../duckdb/database.ts';
import type { OpenRun } from '../open-run.ts';
import { quarantineCondition } from './quarantine-condition.ts';
import { prepareQuarantine } from './quarantine-table.ts';

// What a row of a list can show, and some more.
const shownLength = 300;

const rowSchema = z.object({
  position: count,
  file: z.string(),
  line: count,
  byte_offset: count,
  reason: z.string(),
  detail: z.string().nullable(),
  text: z.string(),
  is_utf8: z.boolean(),
  is_cut: z.boolean(),
});

/** A page of a run's quarantine, in input order. */
export async function readQuarantinePage(
  run: OpenRun,
  { offset, limit, ...filter }: Omit<QuarantinePageRef, 'runId'>,
): Promise<{ total: number; rows: QuarantinedRow[] }> {
  await prepareQuarantine(run);
  const { sql, params } = quarantineCondition(filter);
  const from = `quarantine WHERE ${sql}`;
  const { total } = await run.database.queryOne(
    z.object({ total: count }),
    `SELECT count(*) AS total FROM ${from}`,
    { params },
  );
  // The places first: sorting the texts along with them would cost more than all the rest.
  const places = await run.database.query(
    z.object({ position: count }),
    `SELECT position FROM ${from} ORDER BY position LIMIT ${limit} OFFSET ${offset}`,
    { params },
  );
  const positions = places.map(({ position }) => position);
  if (positions.length === 0) return { total, rows: [] };
  const rows = await run.database.query(
    rowSchema,
    `SELECT * REPLACE (left(text, ${shownLength}) AS text, is_cut OR length(text) > ${shownLength} AS is_cut)
     FROM quarantine WHERE position IN (${positions.join(', ')}) ORDER BY position`,
  );
  return { total, rows };
}

/** One quarantined line with its text. @throws InputError where the run has no such line */
export async function readQuarantinedLine(run: OpenRun, position: number): Promise<QuarantinedRow> {
  await prepareQuarantine(run);
  const rows = await run.database.query(rowSchema, 'FROM quarantine WHERE position = $position', {
    params: { position: BigInt(position) },
  });
  const [row] = rows;
  if (row === undefined) throw new InputError(`The quarantine of this run has no line ${position + 1}.`);
  return row;
}

/** How many lines a run put aside, by reason and by input. */
export async function countQuarantine(run: OpenRun): Promise<QuarantineCounts> {
  await prepareQuarantine(run);
  const by = (column: 'reason' | 'file') =>
    `SELECT ${column}, count(*) AS lines FROM quarantine GROUP BY ${column} ORDER BY lines DESC, ${column}`;
  return {
    reasons: await run.database.query(z.object({ reason: z.string(), lines: count }), by('reason')),
    files: await run.database.query(z.object({ file: z.string(), lines: count }), by('file')),
  };
}
