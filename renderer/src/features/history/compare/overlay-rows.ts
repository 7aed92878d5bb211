import type { Dau } from '../../../../../shared/ipc/history.ts';

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
