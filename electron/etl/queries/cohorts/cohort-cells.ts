import type { Period } from '../../../../shared/metrics/periods.ts';
import { outputFiles } from '../../../../shared/run/outputs.ts';
import { oncePerRun } from '../once-per-run.ts';
import type { OpenRun } from '../open-run.ts';
import { type NamedQuery, playerQueries, prepareCohortPlayers, standalone } from './cohort-players.ts';

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

/** The first day of the period that a date lies in, as SQL. Weeks begin on Monday, as in ISO 8601. */
function periodOf(date: string, period: Period): string {
  return period === 'day' ? date : `date_trunc('${period}', ${date})::DATE`;
}

/** Periods from that of one date to that of another, as SQL. */
function periodsBetween(from: string, to: string, period: Period): string {
  if (period === 'month') return `date_diff('month', ${from}, ${to})`;
  const days = `(${periodOf(to, period)} - ${periodOf(from, period)})`;
  return period === 'week' ? `${days} // 7` : days;
}

/**
 * Cells from active days and spend, not from daily cells: a player of two days of a week is one player of the week.
 * @param group a column that tells apart groups of players; where it is named, the three tables have to have it
 * @param from the tables or subqueries with `cohort_players`, `cohort_days` and `cohort_spend`
 */
export function cellsQuery(
  run: OpenRun,
  period: Period,
  from: { players: string; days: string; spend: string },
  group?: string,
): string {
  const { calendar } = run.manifest;
  const date = (value: string | undefined) => (value === undefined ? 'NULL::DATE' : `DATE '${value}'`);
  const key = group === undefined ? '' : `${group}, `;
  const using = `USING (${key}cohort, n)`;
  const cohort = `${periodOf('cohort_date', period)} AS cohort`;
  const over = (order: string) =>
    `OVER (PARTITION BY ${key}cohort ORDER BY n ${order} ROWS UNBOUNDED PRECEDING)`;
  return `SELECT grid.*,
    coalesce(active.players, 0) AS active,
    -- Active in that period or later: all whose last active day is not before it.
    sum(coalesce(last_seen.players, 0)) ${over('DESC')} AS retained,
    CASE WHEN (SELECT bool_or(total_revenue IS NOT NULL) FROM daily) THEN
      sum(coalesce(revenue, 0)) ${over('')} END AS revenue,
    cohort + to_${period}s(n + 1) - INTERVAL 1 DAY <= ${date(calendar?.last_complete_date)} AS is_complete
  FROM (
    SELECT *, unnest(range(${periodsBetween('cohort', date(calendar?.last_date), period)} + 1))::INTEGER AS n
    FROM (SELECT ${key}${cohort}, count(*) AS size FROM ${from.players} GROUP BY ALL)) AS grid
  LEFT JOIN (
    SELECT ${key}cohort, n, count(*) AS players
    FROM (SELECT DISTINCT ${key}player, ${cohort}, ${periodsBetween('cohort_date', 'event_date', period)} AS n
      FROM ${from.days})
    GROUP BY ALL) AS active ${using}
  LEFT JOIN (
    SELECT ${key}${cohort}, ${periodsBetween('cohort_date', 'last_date', period)} AS n, count(*) AS players
    FROM ${from.players} GROUP BY ALL) AS last_seen ${using}
  LEFT JOIN (
    SELECT ${key}${cohort}, greatest(${periodsBetween('cohort_date', 'event_date', period)}, 0) AS n, sum(revenue) AS revenue
    FROM ${from.spend} GROUP BY ALL) AS spent ${using}`;
}

const dailyCells = `SELECT cohort_date AS cohort, day_number::INTEGER AS n, cohort_size AS size,
    active_players AS active, retained_players AS retained,
    cumulative_revenue::DECIMAL(38, 9) AS revenue, is_complete
  FROM`;

const makers: Record<Period, (run: OpenRun) => Promise<Cells>> = {
  day: oncePerRun(async (run) => {
    await run.database.run(`CREATE OR REPLACE TEMP TABLE cells_day AS ${dailyCells} cohorts`);
    return { name: 'cells_day', sql: `${dailyCells} ${outputFiles.cohorts}` };
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
  const tables = { players: 'cohort_players', days: 'cohort_days', spend: 'cohort_spend' };
  const query = cellsQuery(run, period, tables);
  const name = `cells_${period}`;
  await run.database.run(`CREATE OR REPLACE TEMP TABLE ${name} AS ${query}`);
  return { name, sql: standalone([...playerQueries(run), daily], `${query}\n  ORDER BY cohort, n`) };
}

/** The daily metrics, as a part of a statement that is shown. */
export const daily: NamedQuery = { name: 'daily', sql: `SELECT * FROM ${outputFiles.daily}` };
