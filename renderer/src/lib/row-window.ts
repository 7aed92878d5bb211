import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';

/**
 * Which rows of a long table are in view: only those are drawn, between two spacers of `before` and `after` pixels.
 * @param rowHeight of every row, in pixels
 */
export function useRowWindow(count: number, rowHeight: number) {
  const frame = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const items = virtualizer.getVirtualItems();
  return {
    frame,
    rows: items.map(({ index }) => index),
    before: items[0]?.start ?? 0,
    after: virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0),
  };
}
