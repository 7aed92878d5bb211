import { z } from 'zod';
import { cellParts, cells, cohortRows, spendQuery } from '../../../shared/metrics/cohort-cells.ts';
import { amountOf, dateLiteral, type MetricContext } from '../../../shared/metrics/metric-context.ts';
import type { Database } from '../duckdb/database.ts';
import type { Calendar } from './activity.ts';
import { writePieces } from './write-pieces.ts';

// A window's rows stay in memory until it is done, some of it beside what DuckDB counts.
const rowsPerPiece = 300_000;

/**
 * Writes `retention_cohorts.parquet`, long form: a row for every cohort and day number up to the last event date.
 * What the columns are, and their SQL: shared/metrics/cohort-metrics.ts, cohort-cells.ts.
 * @returns the number of rows
 */
export async function writeRetentionCohorts(
  database: Database,
  path: string,
  calendar: Calendar | null,
  context: MetricContext,
): Promise<number> {
  const players = `(SELECT player_id, cohort_date, event_date AS last_date FROM active_days WHERE next_date IS NULL)`;
  const spend = `(${spendQuery(context, 'player_id', players)})`;
  const tables = { cohort_players: players, cohort_days: 'active_days', cohort_spend: spend };
  const parts = cellParts(tables, dateLiteral(calendar?.lastDate ?? null), { period: 'day' });
  for (const [part, sql] of Object.entries(parts))
    await database.run(`CREATE OR REPLACE TEMP TABLE ${part} AS ${sql}`);
  const { hasAmounts } = await database.queryOne(
    z.object({ hasAmounts: z.boolean() }),
    `SELECT coalesce(bool_or(${amountOf(context) ?? 'NULL'} IS NOT NULL), false) AS "hasAmounts" FROM events`,
  );
  const pieces = await database.query(
    z.object({ first: z.string(), last: z.string() }),
    `SELECT min(cohort_date)::VARCHAR AS first, max(cohort_date)::VARCHAR AS last
     FROM (SELECT cohort_date, (sum(periods) OVER (ORDER BY cohort_date) - periods) // ${rowsPerPiece} AS piece FROM cohort_sizes)
     GROUP BY piece ORDER BY piece`,
  );
  const conditions = pieces.map(
    ({ first, last }) => `cohort_date BETWEEN DATE '${first}' AND DATE '${last}'`,
  );
  const made = {
    cohort_sizes: 'cohort_sizes',
    cohort_players: 'cohort_players',
    cohort_days: 'cohort_days',
    cohort_spend: 'cohort_spend',
  };
  const statements = (conditions.length === 0 ? ['false'] : conditions).map((isInPiece) =>
    cohortRows(cells(made, String(hasAmounts), undefined, isInPiece), context),
  );
  const rows = await writePieces(database, path, statements);
  for (const part of Object.keys(parts)) await database.run(`DROP TABLE ${part}`);
  return rows;
}
