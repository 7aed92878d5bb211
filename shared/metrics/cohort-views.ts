import type { FigureDefinition } from './figure-definition.ts';
import { daysBetween, type Period } from './periods.ts';

/** What a view of cohorts shows: how it is written, what it means, and the formula. */
type ViewDefinition = FigureDefinition & { readonly unit: 'share' | 'players' | 'money' };

/** Day numbers of the tiles. */
export const tileDays = [1, 7, 30] as const;

// The window of WAU: a player who stays away for longer than that is not met again soon in any case.
const lookBackDays = 7;

/**
 * Whether the data begin too late to tell if the players of a cohort are new: its period begins less than 7 days after
 * the first event date. A regular player who was there before the data began shows up in these days, as if new.
 * @param start first day of the cohort's period
 * @param firstDate first event date of the run
 */
export function isLeftCensored(start: string, firstDate: string): boolean {
  return daysBetween(firstDate, start) < lookBackDays;
}

/** Why a cohort is marked as left-censored. */
export const leftCensoredReason = `It begins less than ${lookBackDays} days after the data do: some of its players may have been there before, and are not new. Its retention may read too high.`;

/** What a cell of the heatmap shows, by measure; classic and rolling differ in who counts. */
export function heatmapDefinition(
  measure: 'share' | 'count' | 'ltv',
  isRolling: boolean,
  period: Period,
): ViewDefinition {
  const cohort = `A cohort is the players whose first active day lies in the same ${periodText[period]}; ${period} 0 is that ${period} itself.`;
  if (measure === 'ltv')
    return {
      label: 'Revenue per player (LTV)',
      unit: 'money',
      meaning: `${cohort} What a cohort has spent up to the end of ${period} n, for each of its players. Spend before the first active day counts in ${period} 0; revenue outliers are left out.`,
      formula: 'revenue of the cohort up to the end of the period / size',
    };
  const counted = isRolling ? 'retained' : 'active';
  return {
    label: isRolling ? 'Rolling retention' : 'Classic retention',
    unit: measure === 'share' ? 'share' : 'players',
    meaning: `${cohort} ${
      isRolling
        ? `Players with an active event in ${period} n or any later one, so far: later data can only raise it.`
        : `Players with an active event in ${period} n itself.`
    } The interval of a share is the 95% score interval (Wilson 1927).`,
    formula:
      measure === 'share'
        ? `${counted} players / size`
        : `count of ${counted} players; in the row of the average: their sum / number of cohorts`,
  };
}

/** The row of the average, the curve of the average and the curves of a breakdown. */
export const pooledAverage = {
  label: 'Pooled average',
  meaning:
    'All cohorts taken together, over the cells whose period is over in the data. A large cohort weighs more than a small one.',
  formula: 'sum(players) / sum(size) over complete cells',
} as const;

/** The curves of single cohorts. */
export const cohortCurves = {
  label: 'Curves',
  meaning:
    'The chosen cohorts and the pooled average, by periods since the first. Dashed: periods that are not over in the data.',
  formula: 'a row of the heatmap each; the average over complete cells',
} as const;

/** A tile: retention on one day over all daily cohorts. */
export function dayTile(day: number, isRolling: boolean): ViewDefinition {
  const counted = isRolling ? 'retained' : 'active';
  return {
    label: `D${day} retention`,
    unit: 'share',
    meaning: isRolling
      ? `The share of players who came back ${day} days after their first active day or later, so far, over all daily cohorts whose day ${day} is over.`
      : `The share of players who came back exactly ${day} ${day === 1 ? 'day' : 'days'} after their first active day, over all daily cohorts whose day ${day} is over.`,
    formula: `sum(${counted} on day ${day}) / sum(size) over complete cells`,
  };
}

/** Cohorts told apart by a property of their players. */
export function breakdownDefinition(property: string): Omit<ViewDefinition, 'unit'> {
  return {
    label: `By ${property}`,
    meaning: `Players by their value of "${property}": the one on the first active event of their first active day, in input order. The most frequent values stand alone, the others together; who has none there is "(no value)". Each player is in exactly one group.`,
    formula: 'pooled average over the cohorts of each group',
  };
}

const periodText: Record<Period, string> = {
  day: 'calendar day',
  week: 'ISO week (from Monday)',
  month: 'calendar month',
};
