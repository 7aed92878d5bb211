// More are not told apart on any screen, and slow every chart down.
const maxPoints = 1000;

/** Rows as points of a chart, at most 1,000: beyond that, equally many rows in a row each; the last may have fewer. */
export function pointGroups<Row>(rows: readonly Row[]): (readonly Row[])[] {
  const size = Math.max(1, Math.ceil(rows.length / maxPoints));
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  );
}
