import { cellParts, cells } from '../../../../shared/metrics/cohort-cells.ts';
import { type CellTable, cohortMetrics } from '../../../../shared/metrics/cohort-metrics.ts';
import { contextOf, dateLiteral } from '../../../../shared/metrics/metric-context.ts';
import type { NamedQuery } from '../../../../shared/metrics/named-query.ts';
import type { Period } from '../../../../shared/metrics/periods.ts';
import { oncePerRun } from '../once-per-run.ts';
import type { OpenRun } from '../open-run.ts';
import { prepareCohortPlayers, standalone } from './cohort-players.ts';

/**
 * Cells of cohorts as rows, zeros included: `cohort` (first day of its period), `n` (periods since), `size`, `active`,
 * `retained`, `revenue` (cumulative, exact; NULL where no event holds an amount) and `is_complete`.
 */
export type Cells = {
  /** The table that holds them. */
  readonly name: string;
  /** The statement that gives them, over the files of the run. */
  readonly sql: string;
};

/**
 * The cells of a run's cohorts by week or month, over its tables of cohorts.
 * @param group a column that tells apart groups of players; where it is named, the three tables have to have it
 */
export function cellsQuery(
  { manifest }: OpenRun,
  period: Period,
  tables: Readonly<Record<CellTable, string>>,
  group?: string,
): string {
  const parts = cellParts(tables, dateLiteral(manifest.calendar?.last_date ?? null), {
    period,
    ...(group === undefined ? {} : { group }),
  });
  const subqueries = {
    cohort_sizes: `(${parts.cohort_sizes})`,
    cohort_players: `(${parts.cohort_players})`,
    cohort_days: `(${parts.cohort_days})`,
    cohort_spend: `(${parts.cohort_spend})`,
  };
  const hasAmounts = '(SELECT bool_or(total_revenue IS NOT NULL) FROM daily)';
  const isComplete = cohortMetrics.is_complete.sql.formula(contextOf(manifest), period);
  return columnsOf(`(${cells(subqueries, hasAmounts, group)})`, isComplete, group);
}

function columnsOf(from: string, isComplete: string, group?: string): string {
  return `SELECT ${group === undefined ? '' : `${group}, `}cohort_date AS cohort, day_number::INTEGER AS n, cohort_size AS size,
    active_players AS active, retained_players AS retained,
    cumulative_revenue::DECIMAL(38, 9) AS revenue, ${isComplete} AS is_complete
  FROM ${from}`;
}

const makers: Record<Period, (run: OpenRun) => Promise<Cells>> = {
  day: oncePerRun(async (run) => {
    await run.database.run(
      `CREATE OR REPLACE TEMP TABLE cells_day AS ${columnsOf('cohorts', 'is_complete')}`,
    );
    return { name: 'cells_day', sql: columnsOf("'retention_cohorts.parquet'", 'is_complete') };
  }),
  week: oncePerRun((run) => makeCells(run, 'week')),
  month: oncePerRun((run) => makeCells(run, 'month')),
};

/** The cells of a run by day, week or month; kept while the run is open. */
export function cohortCells(run: OpenRun, period: Period): Promise<Cells> {
  return makers[period](run);
}

async function makeCells(run: OpenRun, period: Period): Promise<Cells> {
  await prepareCohortPlayers(run);
  const query = cellsQuery(run, period, {
    cohort_players: 'cohort_players',
    cohort_days: 'cohort_days',
    cohort_spend: 'cohort_spend',
  });
  const name = `cells_${period}`;
  await run.database.run(`CREATE OR REPLACE TEMP TABLE ${name} AS ${query}`);
  return { name, sql: standalone(run, [daily], `${query}\n  ORDER BY cohort, n`) };
}

/** The daily metrics, as a part of a statement that is shown. */
export const daily: NamedQuery = { name: 'daily', sql: "SELECT * FROM 'daily_metrics.parquet'" };
