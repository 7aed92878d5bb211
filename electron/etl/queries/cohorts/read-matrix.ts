import { z } from 'zod';
import type { Cohort, CohortMatrix, DayTile } from '../../../../shared/ipc/cohorts.ts';
import { tileDays } from '../../../../shared/metrics/cohort-views.ts';
import type { Period } from '../../../../shared/metrics/periods.ts';
import { count } from '../../duckdb/database.ts';
import type { OpenRun } from '../open-run.ts';
import { cohortCells } from './cohort-cells.ts';
import { maxPeriods, pooledRow, sumsOverCells, toPooled } from './pooled-query.ts';

// As many rows as columns: more is neither read by eye nor sent in a moment.
const maxCohorts = 731;

const cohortRow = z.object({
  start: z.string(),
  size: z.number(),
  complete: z.number(),
  active: z.array(z.number()),
  retained: z.array(z.number()),
  revenue: z.array(z.number().nullable()),
});

const tileRow = z.object({
  day: z.number(),
  cohorts: z.number(),
  size: z.number(),
  active: z.number(),
  retained: z.number(),
});

/** Cohorts of a run by day, week or month, their pooled average, and the retention of the tiles. */
export async function readCohortMatrix(run: OpenRun, period: Period): Promise<CohortMatrix> {
  const { database } = run;
  const cells = await cohortCells(run, period);
  const cohorts = await database.query(
    cohortRow,
    `SELECT cohort::VARCHAR AS start, any_value(size)::DOUBLE AS size,
       (count(*) FILTER (WHERE is_complete))::DOUBLE AS complete,
       list(active::DOUBLE ORDER BY n) AS active, list(retained::DOUBLE ORDER BY n) AS retained,
       list(revenue::DOUBLE ORDER BY n) AS revenue
     FROM ${cells.name} WHERE n < ${maxPeriods} GROUP BY cohort ORDER BY cohort DESC LIMIT ${maxCohorts}`,
  );
  const all = await database.queryOne(
    z.object({ cohorts: count, players: z.number() }),
    `SELECT count(*) AS cohorts, coalesce(sum(size), 0)::DOUBLE AS players FROM ${cells.name} WHERE n = 0`,
  );
  const pooled = await database.query(pooledRow, sumsOverCells(cells.name));
  const dailyTable = (await cohortCells(run, 'day')).name;
  const tiles = await database.query(tileRow, tilesQuery(dailyTable));
  return {
    cohorts: cohorts.toReversed().map(toCohort),
    cohortCount: all.cohorts,
    players: all.players,
    pooled: toPooled(pooled),
    tiles: tileDays.map((day) => tiles.find((tile) => tile.day === day) ?? emptyTile(day)),
    sql: {
      cells: cells.sql,
      pooled: sumsOverCells(`(${cells.sql})`),
      tiles: tilesQuery(`(${(await cohortCells(run, 'day')).sql})`),
    },
  };
}

function tilesQuery(cells: string): string {
  return `SELECT n::DOUBLE AS day, count(*)::DOUBLE AS cohorts, sum(size)::DOUBLE AS size,
  sum(active)::DOUBLE AS active, sum(retained)::DOUBLE AS retained
FROM ${cells} WHERE is_complete AND n IN (${tileDays.join(', ')}) GROUP BY n ORDER BY n`;
}

function emptyTile(day: number): DayTile {
  return { day, cohorts: 0, size: 0, active: 0, retained: 0 };
}

function toCohort({ revenue, ...cohort }: z.infer<typeof cohortRow>): Cohort {
  const known = revenue.filter((value) => value !== null);
  return { ...cohort, revenue: known.length < revenue.length ? null : known };
}
