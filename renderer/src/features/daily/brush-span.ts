/** First and last day of a span, as indices. */
export type Span = readonly [start: number, end: number];

/** A span moved as a whole, as far as the days go. */
export function moveSpan([start, end]: Span, step: number, count: number): Span {
  const possible = Math.max(-start, Math.min(count - 1 - end, step));
  return [start + possible, end + possible];
}

/**
 * The span between a fixed day and an edge that is moved, on either side of it.
 * @param edge before which day it lies; the number of days for the edge after the last
 */
export function moveEdge(fixed: number, edge: number): Span {
  return edge <= fixed ? [edge, fixed] : [fixed, edge - 1];
}

/** How many days a key moves an end of the span; null where it moves none. */
export function keyStep(key: string, count: number): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return -1;
    case 'ArrowRight':
    case 'ArrowUp':
      return 1;
    case 'PageDown':
      return -7;
    case 'PageUp':
      return 7;
    case 'Home':
      return -count;
    case 'End':
      return count;
    default:
      return null;
  }
}
