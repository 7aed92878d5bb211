import type { FigureDefinition } from './figure-definition.ts';

// Figures over several runs; those of a single run stand in definitions.ts.

/** DAU of two runs on one axis. */
export const dauOverlay: FigureDefinition = {
  label: 'DAU of both runs',
  meaning:
    'Players with an active event on the day, in each run. By date, the same calendar day stands at one place; by day number, the first day of each run does.',
  formula:
    'count(distinct player_id) of active events; day number = event_date - first event_date of the run',
};

/** Retention of two runs on one axis. */
export const retentionOfBoth: FigureDefinition = {
  label: 'Retention of both runs',
  meaning:
    'The share of players active on the n-th day after their first, over all cohorts of the run for which that day is over. The difference is in percentage points; it rests on the players of both sides.',
  formula: 'sum(active_players) / sum(cohort_size) over complete cells of day n; difference = B - A',
};

/** How fast runs were. */
export const throughput: FigureDefinition = {
  label: 'Throughput',
  meaning: 'Lines of input per second over the whole run, from the search for files to the last rename.',
  formula: 'lines / (finished_at - started_at)',
};
