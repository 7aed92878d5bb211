import { useCallback, useMemo, useRef, useState } from 'react';
import { rowHeight, scrollScale, scrollTopAt, topAt, topShowing } from './scroll-scale.ts';

/** Of the header, which stands above the rows and stays there. */
export const headerHeight = 36;

// A mouse wheel that counts in lines turns by rows.
const lineMode = 1;

/** What the grid needs to scroll. */
export type RowScroll = ReturnType<typeof useRowScroll>;

/**
 * Scrolls any number of rows: the scrollbar covers them all, the wheel still moves by rows. The rows are all of one
 * height, so that where each stands is arithmetic; a virtualizer would keep a record of each of ten million.
 */
export function useRowScroll(rows: number) {
  const frame = useRef<HTMLDivElement | null>(null);
  const [viewport, setViewport] = useState(0);
  const scale = useMemo(() => scrollScale(rows, viewport), [rows, viewport]);
  const [wanted, setWanted] = useState(0);
  const top = Math.min(wanted, scale.lastTop);
  const latest = useRef({ scale, top });
  latest.current = { scale, top };
  /** The position of the scrollbar that was set for the rows; where it is elsewhere, the user moved it. */
  const set = useRef(0);

  const moveTo = useCallback((next: number) => {
    const { scale: now } = latest.current;
    const clamped = Math.min(Math.max(0, next), now.lastTop);
    latest.current.top = clamped;
    setWanted(clamped);
    if (frame.current === null) return;
    frame.current.scrollTop = scrollTopAt(now, clamped);
    set.current = frame.current.scrollTop;
  }, []);

  const onWheel = useCallback(
    (event: WheelEvent) => {
      if (!latest.current.scale.isScaled || event.deltaY === 0 || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      const pixels = event.deltaMode === lineMode ? event.deltaY * rowHeight : event.deltaY;
      moveTo(latest.current.top + pixels);
    },
    [moveTo],
  );

  const onScroll = useCallback(() => {
    const element = frame.current;
    if (element === null || Math.abs(element.scrollTop - set.current) < 1) return;
    set.current = element.scrollTop;
    const next = topAt(latest.current.scale, element.scrollTop);
    latest.current.top = next;
    setWanted(next);
  }, []);

  const show = useCallback(
    (row: number) => {
      moveTo(topShowing(latest.current.scale, latest.current.top, row, viewport));
    },
    [moveTo, viewport],
  );

  const attach = useCallback(
    (element: HTMLDivElement | null) => {
      frame.current = element;
      if (element === null) return;
      // Inside of borders and scrollbars: what lies under those is not seen.
      const measure = () => setViewport(Math.max(0, element.clientHeight - headerHeight));
      const observer = new ResizeObserver(measure);
      observer.observe(element);
      measure();
      // React's own wheel events cannot keep the browser from scrolling.
      element.addEventListener('wheel', onWheel, { passive: false });
      return () => {
        observer.disconnect();
        element.removeEventListener('wheel', onWheel);
        frame.current = null;
      };
    },
    [onWheel],
  );
  return {
    attach,
    frame,
    onScroll,
    moveTo,
    show,
    top,
    viewport,
    height: scale.height,
    rowsInView: Math.max(1, Math.floor(viewport / rowHeight)),
    first: Math.floor(top / rowHeight),
    last: Math.min(rows, Math.ceil((top + viewport) / rowHeight)) - 1,
  };
}
