import {
  type CellFigure,
  type CellTable,
  type CohortMetric,
  cellTables,
  cohortMetrics,
} from './cohort-metrics.ts';
import { amountOf, isCountedPurchase, type MetricContext } from './metric-context.ts';
import { exactDecimal } from './numeric-property.ts';
import { type Period, periodSql, periodsBetweenSql } from './periods.ts';

/** What cells are joined of: the sizes of the cohorts, and the figures from each table. */
export type CellParts<Part = string> = Readonly<Record<'cohort_sizes' | CellTable, Part>>;

type Cut = {
  readonly period: Period;
  /** A column that tells apart groups of players; the tables have to have it. */
  readonly group?: string;
};

const metrics: readonly [column: string, CohortMetric][] = Object.entries(cohortMetrics);
const cellFigures = metrics.flatMap(([column, { sql }]): [string, CellFigure][] =>
  'aggregate' in sql ? [[column, sql]] : [],
);

/**
 * The parts that cells are joined of, by calendar day, week or month, as SQL: from active days and spend, not from daily
 * cells, for a player of two days of a week is one player of the week. Spend before the first active day is on period 0.
 * @param tables the tables or subqueries
 * @param lastDate the last event date, as SQL
 */
export function cellParts(
  tables: Readonly<Record<CellTable, string>>,
  lastDate: string,
  { period, group }: Cut,
): CellParts {
  const key = keyOf(group);
  const cohort = `${periodSql('cohort_date', period)} AS cohort_date`;
  const figures = (table: CellTable, date: string) => {
    const own = cellFigures.filter(([, { from }]) => from === table);
    const n = `greatest(${periodsBetweenSql('cohort_date', date, period)}, 0) AS day_number`;
    // A player has one row a day as it is.
    const rows =
      table === 'cohort_days' && period !== 'day'
        ? `SELECT DISTINCT ${key}player, ${cohort}, ${n}`
        : `SELECT * REPLACE (${cohort}), ${n}`;
    return `SELECT ${key}cohort_date, day_number, ${own.map(([column, { aggregate }]) => `${aggregate} AS ${column}`).join(', ')}
    FROM (${rows} FROM ${tables[table]}) GROUP BY ALL`;
  };
  return {
    cohort_sizes: `SELECT *, ${periodsBetweenSql('cohort_date', lastDate, period)} + 1 AS periods
    FROM (SELECT ${key}${cohort}, count(*) AS cohort_size FROM ${tables.cohort_players} GROUP BY ALL)`,
    cohort_players: figures('cohort_players', 'last_date'),
    cohort_days: figures('cohort_days', 'event_date'),
    cohort_spend: figures('cohort_spend', 'event_date'),
  };
}

/**
 * A row for each cohort and period up to the last event date, zeros included: the group, `cohort_date` (the first day of
 * the cohort's period), `day_number` (periods since), `cohort_size`, and the figures of the cell; sums as they are added up.
 * @param parts tables or subqueries as `cellParts` gives them
 * @param hasAmounts whether some event of the run holds an amount, as SQL
 * @param where which of the cohorts, as a condition
 */
export function cells(parts: CellParts, hasAmounts: string, group?: string, where = 'true'): string {
  const key = keyOf(group);
  const figures = cellFigures.map(([column, { over, needsAmounts = false }]) => {
    const value = `coalesce(${column}, 0)`;
    const sum =
      over === 'the period'
        ? value
        : `sum(${value}) OVER (PARTITION BY ${key}cohort_date ORDER BY day_number ROWS BETWEEN ${
            over === 'periods so far'
              ? 'UNBOUNDED PRECEDING AND CURRENT ROW'
              : 'CURRENT ROW AND UNBOUNDED FOLLOWING'
          })`;
    return `${needsAmounts ? `CASE WHEN ${hasAmounts} THEN ${sum} END` : sum} AS ${column}`;
  });
  return `SELECT ${key}cohort_date, day_number, cohort_size,
    ${figures.join(',\n    ')}
  FROM (SELECT *, unnest(range(periods)) AS day_number FROM ${parts.cohort_sizes} WHERE ${where})
  ${cellTables.map((table) => `LEFT JOIN ${parts[table]} USING (${key}cohort_date, day_number)`).join('\n  ')}`;
}

/** The rows of `retention_cohorts.parquet`, from cells by day. */
export function cohortRows(dailyCells: string, context: MetricContext): string {
  const columns = metrics.map(([column, { sql, type }]) => {
    return `(${sql.from === 'row' ? sql.formula(context, 'day') : column})::${type} AS ${column}`;
  });
  return `SELECT ${columns.join(', ')}\nFROM (${dailyCells})\nORDER BY cohort_date, day_number`;
}

/**
 * The table `cohort_spend`, over `events`: a row per purchase that counts and carries an amount.
 * @param player the column that names the player
 * @param players where `player_id` and `cohort_date` of each player stand
 */
export function spendQuery(context: MetricContext, player: string, players: string): string {
  const amount = amountOf(context) ?? 'NULL::DOUBLE';
  return `SELECT ${player} AS player, cohort_date, event_date, ${exactDecimal(amount)} AS revenue
  FROM events JOIN ${players} USING (player_id)
  WHERE ${isCountedPurchase(context.aggregation)} AND ${amount} IS NOT NULL`;
}

function keyOf(group: string | undefined): string {
  return group === undefined ? '' : `${group}, `;
}
