import type { Dau } from '../../../../../shared/ipc/history.ts';
import { pointGroups } from '../../../lib/point-groups.ts';
import type { TwoValues } from './two-lines.tsx';

export type Alignment = 'date' | 'day';

/** DAU of two runs at one place of the axis; null where a run has no such day. */
export type OverlayRow = { x: string | number; a: Dau | null; b: Dau | null };

/** Two runs laid over each other: by calendar date, or by days since the first day of each. */
export function overlayRows(a: readonly Dau[], b: readonly Dau[], alignment: Alignment): OverlayRow[] {
  const place = ({ date, dayIndex }: Dau) => (alignment === 'date' ? date : dayIndex);
  const rows = new Map<string | number, OverlayRow>();
  for (const day of a) rows.set(place(day), { x: place(day), a: day, b: null });
  for (const day of b) {
    const row = rows.get(place(day));
    if (row === undefined) rows.set(place(day), { x: place(day), a: null, b: day });
    else row.b = day;
  }
  return [...rows.values()].sort((one, other) => (one.x < other.x ? -1 : 1));
}

/** The same as points of a chart, at most 1,000: one of several places has the mean DAU of each run's days there. */
export function overlayPoints(rows: readonly OverlayRow[]): TwoValues[] {
  return pointGroups(rows).map((group) => {
    const [inA, inB] = [group.flatMap(({ a }) => a ?? []), group.flatMap(({ b }) => b ?? [])];
    return {
      x: group[0]?.x ?? '',
      a: meanDau(inA),
      b: meanDau(inB),
      isOpenA: inA.some(({ isComplete }) => !isComplete),
      isOpenB: inB.some(({ isComplete }) => !isComplete),
    };
  });
}

function meanDau(days: readonly Dau[]): number | null {
  return days.length === 0 ? null : days.reduce((sum, { dau }) => sum + dau, 0) / days.length;
}
