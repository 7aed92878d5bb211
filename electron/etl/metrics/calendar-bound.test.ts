import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../shared/errors.ts';
import type { Logger } from '../../../shared/run/logger.ts';
import { silentLogger } from '../../../shared/run/logger.ts';
import { eventLine, linesOf } from '../../../test/kit/event-lines.ts';
import { rejectionOf } from '../../../test/kit/failure.ts';
import { makeFolder, writeFiles } from '../../../test/kit/folder.ts';
import { query } from '../../../test/kit/outputs.ts';
import { jobOf, run } from '../../../test/kit/runs.ts';
import { checkPipeline } from '../pipeline.ts';

const day = 86_400_000;
const first = Date.UTC(1800, 0, 1);

/** Each player's event on a day, counted from the first of January 1800. */
async function logOf(
  days: readonly [player: string, day: number][],
): Promise<{ log: string; output: string }> {
  const folder = await makeFolder();
  const lines = days.map(([player_id, number], index) =>
    eventLine({ event_id: `e${index}`, player_id, timestamp: new Date(first + number * day).toISOString() }),
  );
  const [log = ''] = await writeFiles(folder, { 'events.jsonl': linesOf(lines) });
  return { log, output: join(folder, 'out') };
}

describe('a calendar of centuries, written piece by piece', () => {
  it('has a row a day, counts across the seams included', async () => {
    const { log, output } = await logOf([
      ['a', 0],
      ['b', 49_997],
      ['c', 50_001],
      ['b', 50_001],
      ['a', 81_000],
    ]);
    await run([log], output);
    const days = await query(
      output,
      `SELECT (event_date - DATE '1800-01-01')::INTEGER AS day, dau::INTEGER AS dau, wau::INTEGER AS wau, mau::INTEGER AS mau
       FROM daily WHERE event_date - DATE '1800-01-01' IN (0, 49996, 49997, 49999, 50000, 50001, 50003, 50004, 50008, 50030, 50031, 80999, 81000)
       ORDER BY day`,
    );
    expect(days.map(({ day, dau, wau, mau }) => [day, dau, wau, mau])).toEqual([
      [0, 1, 1, 1],
      [49_996, 0, 0, 0],
      [49_997, 1, 1, 1],
      [49_999, 0, 1, 1],
      [50_000, 0, 1, 1],
      [50_001, 2, 2, 2],
      [50_003, 0, 2, 2],
      [50_004, 0, 2, 2],
      [50_008, 0, 0, 2],
      [50_030, 0, 0, 2],
      [50_031, 0, 0, 0],
      [80_999, 0, 0, 0],
      [81_000, 1, 1, 1],
    ]);
    expect(
      await query(
        output,
        `SELECT count(*)::INTEGER AS days, bool_and(event_date - DATE '1800-01-01' = file_row_number) AS sorted
         FROM read_parquet('${output}/daily_metrics.parquet', file_row_number = true)`,
      ),
    ).toEqual([{ days: 81_001, sorted: true }]);
  });

  it('has a row for every day of each cohort, in order', async () => {
    const players = Array.from({ length: 8 }, (_, index): [string, number] => [`p${index}`, index]);
    const { log, output } = await logOf([...players, ['p3', 60_000], ['p7', 80_000]]);
    await run([log], output);
    const cohorts = await query(
      output,
      `SELECT (cohort_date - DATE '1800-01-01')::INTEGER AS cohort, count(*)::INTEGER AS days, max(day_number)::INTEGER AS last,
         sum(active_players)::INTEGER AS active, sum(retained_players)::INTEGER AS retained
       FROM cohorts GROUP BY ALL ORDER BY ALL`,
    );
    expect(cohorts).toEqual(
      players.map(([, cohort]) => ({
        cohort,
        days: 80_001 - cohort,
        last: 80_000 - cohort,
        active: cohort === 3 || cohort === 7 ? 2 : 1,
        retained: cohort === 3 ? 59_998 : cohort === 7 ? 79_994 : 1,
      })),
    );
    expect(
      await query(
        output,
        `SELECT count(*)::INTEGER AS unsorted FROM (
           SELECT (cohort_date, day_number) <= lag((cohort_date, day_number)) OVER (ORDER BY file_row_number) AS is_unsorted
           FROM read_parquet('${output}/retention_cohorts.parquet', file_row_number = true)) WHERE is_unsorted`,
      ),
    ).toEqual([{ unsorted: 0 }]);
  });
});

describe('a calendar of more than max_calendar_rows', () => {
  const config = { aggregation: { max_calendar_rows: 1000 } };
  const days: [string, number][] = [
    ['a', 900],
    ['b', 0],
    ['c', 500],
  ];

  it('stops the run: dates, rows, places and the setting are told, and nothing is written', async () => {
    const { log, output } = await logOf(days);
    const error = await rejectionOf(run([log], output, { config }), InputError);
    expect(error.message).toBe(
      `The events run from 1800-01-01 to 1802-06-20: 901 days and 1,303 rows of cohorts, more than aggregation.max_calendar_rows allows (1,000). ` +
        `The earliest are ${log}:2 (1800-01-01), ${log}:3 (1801-05-16), ${log}:1 (1802-06-20): ` +
        'where their clocks are wrong, correct or remove them; else raise aggregation.max_calendar_rows.',
    );
  });

  it('is no obstacle where it holds as many rows as allowed', async () => {
    const { log, output } = await logOf(days);
    const { manifest } = await run([log], output, {
      config: { aggregation: { max_calendar_rows: 901 + 1303 } },
    });
    expect(manifest.outputs.map(({ rows }) => rows)).toEqual([3, 901, 1303, null]);
  });

  it('is a warning of a check, which reports all the same', async () => {
    const { log } = await logOf(days);
    const warnings: string[] = [];
    const logger: Logger = { ...silentLogger, warn: (message) => void warnings.push(message) };
    const report = await checkPipeline(jobOf([log], { config, logger }));
    expect(report.measured.daily_active.total).toBe(901);
    expect(warnings.join()).toContain('aggregation.max_calendar_rows');
  });
});
