import { cohortCells } from './cohorts/cohort-cells.ts';
import { prepareActiveDays } from './cohorts/cohort-players.ts';
import { playerNumbers, sessionNumbers } from './daily/key-numbers.ts';
import type { OpenRun } from './open-run.ts';
import { readDistributions } from './quality/read-distributions.ts';

/**
 * What the views of a run need before they answer at once, in the order in which they are likely asked for. Each takes
 * about a second over 10 million events, and is kept while the run is open.
 */
export const preparations: readonly ((run: OpenRun) => Promise<unknown>)[] = [
  prepareActiveDays,
  (run) => cohortCells(run, 'week'),
  (run) => cohortCells(run, 'month'),
  readDistributions,
  playerNumbers,
  sessionNumbers,
];
