import { z } from 'zod';
import type { ComparedRun, Comparison, Dau, Retained } from '../../../../shared/ipc/history.ts';
import { outputFiles } from '../../../../shared/run/outputs.ts';
import { count } from '../../duckdb/database.ts';
import type { OpenRun } from '../open-run.ts';
import type { OpenRuns } from '../open-runs.ts';

// Retention after more days than these nobody reads; one event dated 1970 makes twenty times as many.
const maxDayNumbers = 1000;

const dauSql = `
SELECT event_date::VARCHAR AS date, event_date - min(event_date) OVER () AS day_index, dau, is_complete
FROM ${outputFiles.daily}
ORDER BY event_date`.trim();

const retentionSql = `
SELECT day_number AS day, count(*) AS cohorts, sum(cohort_size)::BIGINT AS players,
  sum(active_players)::BIGINT AS active
FROM ${outputFiles.cohorts}
WHERE is_complete AND day_number < ${maxDayNumbers}
GROUP BY day_number
ORDER BY day_number`.trim();

const dauRow = z
  .object({ date: z.iso.date(), day_index: count, dau: count, is_complete: z.boolean() })
  .transform(({ date, day_index, dau, is_complete }): Dau => {
    return { date, dayIndex: day_index, dau, isComplete: is_complete };
  });
const retainedRow = z.object({ day: count, cohorts: count, players: count, active: count });

/** DAU and pooled retention of two finished runs, side by side. */
export async function compareRuns(
  runs: OpenRuns,
  { a, b }: { a: string; b: string },
  signal: AbortSignal,
): Promise<Comparison> {
  const [left, right] = await Promise.all([runs.use(a, readRun, signal), runs.use(b, readRun, signal)]);
  return { a: left, b: right, sql: { dau: dauSql, retention: retentionSql } };
}

async function readRun({ database }: OpenRun): Promise<ComparedRun> {
  // The run's own views stand for its files.
  const over = (sql: string) =>
    sql.replace(outputFiles.daily, 'daily').replace(outputFiles.cohorts, 'cohorts');
  const dau = await database.query(dauRow, over(dauSql));
  const retention: Retained[] = await database.query(retainedRow, over(retentionSql));
  return { dau, retention };
}
