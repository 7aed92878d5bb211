import { z } from 'zod';
import { ArgumentError } from '../../../../shared/errors.ts';
import type { CohortBreakdown } from '../../../../shared/ipc/cohorts.ts';
import type { NamedQuery } from '../../../../shared/metrics/named-query.ts';
import type { Period } from '../../../../shared/metrics/periods.ts';
import { quoteIdentifier } from '../../../../shared/sql/quote.ts';
import type { OpenRun } from '../open-run.ts';
import { cellsQuery, daily } from './cohort-cells.ts';
import { prepareCohortPlayers, standalone } from './cohort-players.ts';
import { pooledRow, sumsOverCells, toPooled } from './pooled-query.ts';

// As many as there are colours to tell them apart, with the others and those without a value.
const topValues = 6;
const otherGroup = topValues + 1;
const noValueGroup = otherGroup + 1;
const longestValue = 200;

const groupRow = z.object({
  group_id: z.number().int(),
  value: z.string().nullable(),
  distinct_values: z.number(),
  players: z.number(),
});

/**
 * Cohorts pooled by the players' value of a property. @throws ArgumentError where the run has no such column
 */
export async function readCohortBreakdown(
  run: OpenRun,
  { period, column }: { period: Period; column: string },
): Promise<CohortBreakdown> {
  if (!run.columns.properties.some((property) => property.column === column))
    throw new ArgumentError(`This run has no property column ${column}: choose another one.`);
  await prepareCohortPlayers(run);
  const { groups, rows } = await readGroups(run, period, column);
  const shown = sumsOverCells(`(${groupCells(run, period, 'player_groups')})`, 'group_id, ');
  const parts = [daily, ...groupQueries(column, 'events')];
  return {
    groups: groups.map(({ group_id, value, distinct_values, players }) => ({
      kind: group_id === noValueGroup ? 'none' : group_id === otherGroup ? 'other' : 'value',
      value: group_id <= topValues ? value : null,
      values: distinct_values,
      players,
      pooled: toPooled(rows.filter((row) => row.group_id === group_id)),
    })),
    sql: standalone(run, parts, shown),
  };
}

let breakdowns = 0;

async function readGroups(run: OpenRun, period: Period, column: string) {
  const { database } = run;
  // Questions may overlap: each has tables of its own.
  breakdowns += 1;
  const [valued, grouped] = groupQueries(column, 'cleaned', `_${breakdowns}`);
  try {
    await database.run(`CREATE TEMP TABLE ${valued.name} AS ${valued.sql}`);
    await database.run(`CREATE TEMP TABLE ${grouped.name} AS ${grouped.sql}`);
    const groups = await database.query(
      groupRow,
      `SELECT group_id, any_value(left(value, ${longestValue})) AS value,
         count(DISTINCT value)::DOUBLE AS distinct_values, count(*)::DOUBLE AS players
       FROM ${grouped.name} GROUP BY group_id ORDER BY group_id`,
    );
    const rows = await database.query(
      pooledRow.extend({ group_id: z.number().int() }),
      sumsOverCells(`(${groupCells(run, period, grouped.name)})`, 'group_id, '),
    );
    return { groups, rows };
  } finally {
    for (const { name } of [valued, grouped]) await run.opened.database.run(`DROP TABLE IF EXISTS ${name}`);
  }
}

function groupCells(run: OpenRun, period: Period, groups: string): string {
  const withGroup = (table: string) => `(SELECT * FROM ${table} JOIN ${groups} USING (player))`;
  const from = {
    cohort_players: withGroup('cohort_players'),
    cohort_days: withGroup('cohort_days'),
    cohort_spend: withGroup('cohort_spend'),
  };
  return cellsQuery(run, period, from, 'group_id');
}

/** `player_values`: each player's value; `player_groups`: the group it puts them in, numbered as they are shown. */
function groupQueries(column: string, events: string, suffix = ''): [NamedQuery, NamedQuery] {
  const values = `player_values${suffix}`;
  return [
    {
      name: values,
      sql: `SELECT player, ${quoteIdentifier(column)}::VARCHAR AS value
  FROM cohort_players JOIN ${events} ON file_row_number = player`,
    },
    {
      name: `player_groups${suffix}`,
      sql: `SELECT player, value,
    CASE WHEN value IS NULL THEN ${noValueGroup} ELSE least(value_rank, ${otherGroup}) END::INTEGER AS group_id
  FROM ${values} LEFT JOIN (
    SELECT value, row_number() OVER (ORDER BY count(*) DESC, value) AS value_rank
    FROM ${values} WHERE value IS NOT NULL GROUP BY value) USING (value)`,
    },
  ];
}
