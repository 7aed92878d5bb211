import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { LogLine } from '../../../../shared/ipc/schemas.ts';
import { formatLogTime } from '../../lib/format.ts';
import classes from './log-lines.module.css';

type LogLinesProps = {
  lines: readonly LogLine[];
  isFollowing: boolean;
  onFollow: (isFollowing: boolean) => void;
};

const lineHeight = 20;

/** The lines in view, out of however many. */
export function LogLines({ lines, isFollowing, onFollow }: LogLinesProps) {
  const frame = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => lineHeight,
    // Following a fast log draws all of them anew several times a second.
    overscan: 5,
  });
  useEffect(() => {
    if (isFollowing && lines.length > 0) virtualizer.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [isFollowing, lines.length, virtualizer]);
  return (
    <div
      ref={frame}
      className={classes['frame']}
      role="log"
      aria-label="Log of the run"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
      tabIndex={0}
      onWheel={({ deltaY }) => deltaY < 0 && onFollow(false)}
      onKeyDown={({ key }) => ['ArrowUp', 'PageUp', 'Home'].includes(key) && onFollow(false)}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        if (scrollTop + clientHeight >= scrollHeight - lineHeight) onFollow(true);
      }}
    >
      <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const line = lines[index];
          return (
            line !== undefined && (
              <div
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                data-level={line.level}
                className={classes['line']}
                style={{ transform: `translateY(${start}px)` }}
              >
                <span className={classes['time']}>{formatLogTime(line.atMs)}</span>
                <span className={classes['level']}>{line.level}</span>
                <span>{line.message}</span>
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}
