import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react';
import { round } from '../../../../shared/format/round.ts';
import type { DailyRow } from '../../../../shared/ipc/results.ts';
import type { DayRange } from '../../../../shared/metrics/kpis.ts';
import { formatDay } from '../../lib/format.ts';
import { keyStep, moveEdge, moveSpan, type Span } from './brush-span.ts';
import classes from './range-brush.module.css';

type RangeBrushProps = {
  days: readonly DailyRow[];
  range: DayRange;
  onChange: (range: DayRange) => void;
};

const height = 44;

/** What is dragged, from where in days, and the span as it was then. */
type Drag = { part: 'start' | 'end' | 'span' | 'anew'; from: number; at: Span };

/**
 * DAU over all days, with the chosen span on it. Its ends are moved with the mouse or as sliders with the keys, the
 * whole of it by dragging or with Shift and an arrow key; a drag beside it chooses anew.
 */
export function RangeBrush({ days, range, onChange }: RangeBrushProps) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const drag = useRef<Drag | null>(null);
  const count = days.length;
  const span: Span = [
    days.findIndex(({ event_date }) => event_date === range.from),
    days.findIndex(({ event_date }) => event_date === range.to),
  ];
  const outline = useMemo(() => outlineOf(days, width), [days, width]);
  const x = (index: number) => (count === 0 ? 0 : (index / count) * width);
  const choose = ([start, end]: Span) => {
    const [first, last] = [days[start], days[end]];
    if (first !== undefined && last !== undefined && (start !== span[0] || end !== span[1]))
      onChange({ from: first.event_date, to: last.event_date });
  };

  const daysIn = (event: PointerEvent<SVGSVGElement>) => {
    const { left, width: shown } = event.currentTarget.getBoundingClientRect();
    return Math.max(0, Math.min(count, ((event.clientX - left) / Math.max(shown, 1)) * count));
  };
  const dayAt = (position: number) => Math.min(count - 1, Math.floor(position));
  const edgeAt = (edge: number) => Math.max(0, Math.min(count, edge));
  const onPointerDown = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return;
    const part = event.target instanceof Element ? event.target.getAttribute('data-part') : null;
    const from = daysIn(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    if (part === 'start' || part === 'end' || part === 'span') drag.current = { part, from, at: span };
    else {
      drag.current = { part: 'anew', from, at: span };
      choose([dayAt(from), dayAt(from)]);
    }
  };
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    if (drag.current === null) return;
    const { part, from, at } = drag.current;
    const to = daysIn(event);
    // What is held goes with the pointer from where it was taken, by whole days: a tremble moves nothing.
    const step = Math.round(to - from);
    if (part === 'span') choose(moveSpan(at, step, count));
    else if (part === 'start') choose(moveEdge(at[1], edgeAt(at[0] + step)));
    else if (part === 'end') choose(moveEdge(at[0], edgeAt(at[1] + 1 + step)));
    else choose([dayAt(Math.min(from, to)), dayAt(Math.max(from, to))]);
  };
  const onKeyDown = (part: 'start' | 'end') => (event: KeyboardEvent) => {
    const step = keyStep(event.key, count);
    if (step === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey) choose(moveSpan(span, step, count));
    else {
      const [start, end] = span;
      if (part === 'start') choose([Math.max(0, Math.min(end, start + step)), end]);
      else choose([start, Math.max(start, Math.min(count - 1, end + step))]);
    }
  };

  return (
    <div ref={ref} className={classes['frame']}>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset */}
      <svg
        className={classes['brush']}
        width={width}
        height={height}
        role="group"
        aria-label="Span on all days"
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          drag.current = null;
        }}
        onPointerCancel={() => {
          drag.current = null;
        }}
      >
        <path d={outline} className={classes['outline']} />
        <rect
          className={classes['span']}
          data-part="span"
          x={x(span[0])}
          width={Math.max(x(span[1] + 1) - x(span[0]), 1)}
          height={height}
        />
        {(['start', 'end'] as const).map((part, end) => {
          const index = span[end] ?? 0;
          return (
            <g
              key={part}
              className={classes['handle']}
              role="slider"
              tabIndex={0}
              aria-label={part === 'start' ? 'First day of the span' : 'Last day of the span'}
              aria-orientation="horizontal"
              aria-valuemin={0}
              aria-valuemax={count - 1}
              aria-valuenow={index}
              aria-valuetext={formatDay(days[index]?.event_date ?? range.from)}
              transform={`translate(${x(index + end)}, 0)`}
              onKeyDown={onKeyDown(part)}
            >
              <rect data-part={part} x={-8} width={16} height={height} fill="transparent" />
              <rect data-part={part} className={classes['grip']} x={-3} y={8} width={6} height={28} rx={3} />
            </g>
          );
        })}
      </svg>
    </div>
  );
}

/** DAU as a filled shape, a step a day; of many days the highest in each pixel. */
function outlineOf(days: readonly DailyRow[], width: number): string {
  const highest = Math.max(1, ...days.map(({ dau }) => dau));
  const size = Math.max(1, Math.ceil(days.length / Math.max(width, 1)));
  const steps: string[] = [];
  for (let start = 0; start < days.length; start += size) {
    const end = Math.min(start + size, days.length);
    const dau = Math.max(...days.slice(start, end).map((day) => day.dau));
    const y = height - (dau / highest) * (height - 4);
    const [left, right] = [start, end].map((index) => (index / days.length) * width);
    steps.push(`L${left} ${round(y, 1)} L${right} ${round(y, 1)}`);
  }
  return `M0 ${height} ${steps.join(' ')} L${width} ${height} Z`;
}
