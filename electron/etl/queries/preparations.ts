import { cohortCells } from './cohorts/cohort-cells.ts';
import { prepareActiveDays } from './cohorts/cohort-players.ts';
import { playerOrder } from './daily/player-order.ts';
import { purchases } from './daily/purchases.ts';
import { codedColumns } from './daily/value-codes.ts';
import type { OpenRun } from './open-run.ts';
import { readDistributions } from './quality/read-distributions.ts';

/**
 * What the views of a run need before they answer at once, in the order in which they are likely asked for. Each takes
 * up to two seconds over 10 million events, and is kept while the run is open.
 */
export function preparationsOf({ columns }: OpenRun): readonly ((run: OpenRun) => Promise<unknown>)[] {
  const bys = ['event_type', ...columns.properties.map(({ column }) => column)];
  return [
    prepareActiveDays,
    (run) => cohortCells(run, 'week'),
    (run) => cohortCells(run, 'month'),
    readDistributions,
    playerOrder,
    purchases,
    ...bys.map((by) => async (run: OpenRun) => (await codedColumns(run)).prepare(by, run.signal)),
  ];
}
