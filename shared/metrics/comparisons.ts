import { checkDefinition } from '../quality/check-definitions.ts';
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

/** The usual days of it, as a table. */
export const retentionDifference: FigureDefinition = {
  label: 'Retention difference',
  meaning:
    'Retention of both runs on the days it is usually told for, and by how much it differs, in percentage points. Each side rests on the players of the cohorts for which that day is over; these may be other cohorts in each run.',
  formula:
    'share = sum(active_players) / sum(cohort_size) over complete cells of day n\ndifference = share of B - share of A',
};

/** A check over runs; its statement is that of a single run. */
export function checkTrend(id: string): FigureDefinition {
  const { label, isByColumn } = checkDefinition(id);
  return {
    label,
    meaning: `What the check ${id} measured in each run${isByColumn ? ', for its gravest column' : ''}, and the threshold it was held against. A statement measures the latest run, from its own files.`,
    formula: `measured and threshold of ${id} in quality_report.json`,
  };
}
