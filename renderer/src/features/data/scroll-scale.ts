export const rowHeight = 28;

// Browsers give up on elements higher than about 33 million pixels.
const maxHeight = 15_000_000;

/** How a scrollbar covers rows that are higher than any element can be. All lengths in pixels. */
export type ScrollScale = {
  /** Height of the element that scrolls. */
  height: number;
  /** The last position of the rows and of the scrollbar. */
  lastTop: number;
  lastScrollTop: number;
  /** Whether the scrollbar stands for more than its own length. */
  isScaled: boolean;
};

/** @param viewport the height in which rows show */
export function scrollScale(rows: number, viewport: number): ScrollScale {
  const full = rows * rowHeight;
  const height = Math.min(full, maxHeight);
  return {
    height,
    lastTop: Math.max(0, full - viewport),
    lastScrollTop: Math.max(0, height - viewport),
    isScaled: full > maxHeight,
  };
}

/** Where the rows stand for a position of the scrollbar. */
export function topAt({ isScaled, lastTop, lastScrollTop }: ScrollScale, scrollTop: number): number {
  const top = isScaled ? (scrollTop / lastScrollTop) * lastTop : scrollTop;
  return Math.min(Math.max(0, top), lastTop);
}

/** Where the scrollbar stands for a position of the rows. */
export function scrollTopAt({ isScaled, lastTop, lastScrollTop }: ScrollScale, top: number): number {
  return isScaled ? (top / lastTop) * lastScrollTop : top;
}

/** The least move of the rows that shows a row whole. */
export function topShowing({ lastTop }: ScrollScale, top: number, row: number, viewport: number): number {
  const start = row * rowHeight;
  const least = Math.max(top, start + rowHeight - viewport);
  return Math.min(Math.max(0, Math.min(least, start)), lastTop);
}
