import { useComputedColorScheme } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react';
import { CellTooltip } from './cell-tooltip.tsx';
import { columnHeader, gridRow } from './grid-roles.ts';
import classes from './heatmap.module.css';
import { type Place, placeOf, step } from './heatmap-keys.ts';
import type { HeatmapModel } from './heatmap-model.ts';
import { cellId, HeatmapRowView } from './heatmap-row.tsx';
import { averageHeight, cellWidth, labelWidth, rowHeight } from './heatmap-size.ts';
import { columnText, periodNames } from './period-text.ts';

type HeatmapProps = {
  model: HeatmapModel;
  label: string;
  /** The colours of the cohorts whose curves are drawn, by their start. */
  colors: ReadonlyMap<string, string>;
  onToggle: (start: string) => void;
};

const columnStep = 8;

/** Cohorts by periods as a grid: only what is in view is drawn, out of however many rows and columns. */
export function Heatmap({ model, label, colors, onToggle }: HeatmapProps) {
  const scheme = useComputedColorScheme('light');
  const frame = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<Place>({ row: 0, column: 0 });
  // A cell that was clicked is no longer pointed at once the mouse is away; one that was walked to is.
  const [isByKeyboard, setByKeyboard] = useState(false);
  const [hovered, setHovered] = useState<Place | null>(null);
  const { rows, columns } = model;
  const stickyHeight = rowHeight + averageHeight;
  const vertical = useVirtualizer({
    count: rows.length - 1,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    paddingStart: stickyHeight,
    scrollPaddingStart: stickyHeight,
    overscan: 6,
  });
  const horizontal = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => frame.current,
    estimateSize: () => cellWidth,
    paddingStart: labelWidth,
    scrollPaddingStart: labelWidth,
    overscan: 2,
  });
  const inView = horizontal.getVirtualItems();
  // In steps of several columns, so that not every pixel scrolled draws every row anew.
  const from = Math.floor((inView[0]?.index ?? 0) / columnStep) * columnStep;
  const to = Math.ceil(((inView.at(-1)?.index ?? 0) + 1) / columnStep) * columnStep - 1;
  const width = horizontal.getTotalSize();
  // Rows and columns may have become fewer since.
  const current = step(model, focused, '');
  const pointed = hovered ?? (isByKeyboard ? current : null);
  const drawnRows = [0, ...vertical.getVirtualItems().map(({ index }) => index + 1)];
  const isDrawn =
    drawnRows.includes(current.row) &&
    (current.column === -1 || (current.column >= from && current.column <= to));
  const common = { model, from, to, width, scheme };

  const toggle = ({ row }: Place) => {
    const start = rows[row]?.start;
    if (start !== undefined && start !== null) onToggle(start);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') toggle(current);
    else {
      const next = step(model, current, event.key);
      if (next === current) return;
      setFocused(next);
      setHovered(null);
      setByKeyboard(true);
      if (next.row > 0) vertical.scrollToIndex(next.row - 1);
      if (next.column >= 0) horizontal.scrollToIndex(next.column);
    }
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const place = placeOf(event.target);
    if (place === null) return;
    setFocused(place);
    toggle(place);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: see grid-roles.ts */}
      <div
        ref={frame}
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 2}
        aria-multiselectable
        aria-activedescendant={isDrawn ? cellId(current.row, current.column) : undefined}
        tabIndex={0}
        className={classes['frame']}
        onFocus={({ currentTarget }) => setByKeyboard(currentTarget.matches(':focus-visible'))}
        onBlur={() => setByKeyboard(false)}
        onMouseDown={() => setByKeyboard(false)}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onMouseMove={({ target }) => {
          const place = placeOf(target);
          if (place?.row !== hovered?.row || place?.column !== hovered?.column) setHovered(place);
        }}
        onMouseLeave={() => setHovered(null)}
        onScroll={() => setHovered(null)}
      >
        <div
          className={classes['sheet']}
          role="presentation"
          style={{ width, height: vertical.getTotalSize() }}
        >
          <div {...gridRow(1)} className={classes['head']} style={{ width }}>
            <div className={classes['label']} style={{ width: labelWidth }} role="presentation">
              <span {...columnHeader(1)} className={classes['name']}>
                {model.period === 'week' ? 'Week from' : periodNames[model.period]}
              </span>
              <span {...columnHeader(2)} className={classes['size']}>
                Size
              </span>
            </div>
            {inView.map(({ index, start }) => (
              <span
                key={index}
                {...columnHeader(index + 3)}
                className={classes['column']}
                style={{ left: start }}
              >
                {columnText(columns[index] ?? 0, model.period)}
              </span>
            ))}
          </div>
          {drawnRows.map((index) => {
            const row = rows[index];
            return (
              row !== undefined && (
                <HeatmapRowView
                  key={row.start ?? 'average'}
                  {...common}
                  row={row}
                  index={index}
                  top={index === 0 ? null : stickyHeight + (index - 1) * rowHeight}
                  color={row.start === null ? null : (colors.get(row.start) ?? null)}
                  current={isByKeyboard && current.row === index ? current.column : null}
                />
              )
            );
          })}
        </div>
      </div>
      {pointed !== null && <CellTooltip model={model} place={pointed} />}
    </>
  );
}
