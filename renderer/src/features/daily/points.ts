import { pointGroups } from '../../lib/point-groups.ts';

/** A point of a chart: a day, or some days in a row where there are too many. */
export type Point<Row> = {
  /** Its first day, which names it on the axis. */
  readonly date: string;
  readonly lastDate: string;
  readonly isComplete: boolean;
  /** Whether the next point is not complete: from here on a line is dashed. */
  readonly isLastComplete: boolean;
  readonly days: readonly Row[];
};

type Day = { readonly event_date: string; readonly is_complete: boolean };

/**
 * Days as points of a chart, at most 1,000: beyond that, points of equally many days each; the last may have fewer, and
 * a point with an incomplete day is incomplete.
 */
export function pointsOf<Row extends Day>(days: readonly Row[]): Point<Row>[] {
  const groups = pointGroups(days);
  const isComplete = (group: readonly Row[] | undefined) => group?.every((day) => day.is_complete) ?? true;
  return groups.map((group, index) => ({
    date: group[0]?.event_date ?? '',
    lastDate: group.at(-1)?.event_date ?? '',
    isComplete: isComplete(group),
    isLastComplete: isComplete(group) && !isComplete(groups[index + 1]),
    days: group,
  }));
}
