// biome-ignore-all lint/a11y/useSemanticElements: rows out of ten million that place themselves are no <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and names the active cell

import { useVirtualizer } from '@tanstack/react-virtual';
import type { KeyboardEvent } from 'react';
import type { EventColumn } from '../../../../shared/events/columns.ts';
import { formatNumber } from '../../../../shared/format/number.ts';
import { visibleText } from '../../../../shared/format/visible-text.ts';
import classes from './data-grid.module.css';
import type { Rows } from './data-query.ts';
import { GridHeader } from './grid-header.tsx';
import { cellAfterKey, type GridCell } from './grid-keys.ts';
import { rowHeight } from './scroll-scale.ts';
import { columnWidth, isFigure } from './shown-columns.ts';
import { headerHeight, type RowScroll } from './use-row-scroll.ts';

const rowNumberWidth = 104;

type DataGridProps = {
  columns: readonly EventColumn[];
  rowCount: number;
  rows: Rows;
  scroll: RowScroll;
  active: GridCell;
  onActive: (cell: GridCell) => void;
  /** Opens a row, by its number in the grid. */
  onOpen: (index: number) => void;
};

/** The events, the rows and columns in view out of however many. */
export function DataGrid({ columns, rowCount, rows, scroll, active, onActive, onOpen }: DataGridProps) {
  const virtualizer = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroll.frame.current,
    estimateSize: (index) => {
      const column = columns[index];
      return column === undefined ? 0 : columnWidth(column);
    },
    getItemKey: (index) => columns[index]?.name ?? index,
    paddingStart: rowNumberWidth,
    scrollPaddingStart: rowNumberWidth,
    overscan: 2,
  });
  const items = virtualizer.getVirtualItems();
  const width = virtualizer.getTotalSize();
  const indexes = Array.from({ length: scroll.last - scroll.first + 1 }, (_, at) => scroll.first + at);

  const isActiveDrawn = indexes.includes(active.row) && items.some(({ index }) => index === active.column);

  const onKeyDown = (event: KeyboardEvent) => {
    // Buttons of the header have keys of their own.
    if (event.target !== event.currentTarget || event.altKey) return;
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      onOpen(active.row);
      return;
    }
    const size = { rows: rowCount, columns: columns.length, rowsInView: scroll.rowsInView };
    const next = cellAfterKey(active, event, size);
    if (next === null) return;
    event.preventDefault();
    onActive(next);
    scroll.show(next.row);
    virtualizer.scrollToIndex(next.column);
  };

  return (
    <div
      ref={scroll.attach}
      role="grid"
      aria-label="Events"
      aria-rowcount={rowCount + 1}
      aria-colcount={columns.length + 1}
      aria-activedescendant={isActiveDrawn ? cellId(active) : undefined}
      tabIndex={0}
      className={classes['frame']}
      onScroll={scroll.onScroll}
      onKeyDown={onKeyDown}
    >
      <GridHeader columns={columns} items={items} width={width} activeColumn={active.column} />
      <div role="rowgroup" className={classes['body']} style={{ height: scroll.height, width }}>
        <div role="presentation" className={classes['rows']} style={{ top: headerHeight }}>
          {indexes.map((index) => {
            const row = rows.at(index);
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys
              <div
                key={index}
                role="row"
                aria-rowindex={index + 2}
                aria-busy={row === undefined}
                data-active={index === active.row}
                className={classes['row']}
                style={{ width, transform: `translateY(${index * rowHeight - scroll.top}px)` }}
                onClick={() => onOpen(index)}
              >
                <div role="rowheader" aria-colindex={1} className={classes['number']}>
                  {formatNumber(index + 1)}
                </div>
                {items.map(({ index: at, start, size }) => {
                  const column = columns[at];
                  if (column === undefined) return null;
                  const value = row?.cells[at];
                  const isActive = index === active.row && at === active.column;
                  return (
                    <div
                      key={column.name}
                      role="gridcell"
                      id={cellId({ row: index, column: at })}
                      aria-colindex={at + 2}
                      data-active={isActive}
                      data-figure={isFigure(column.type)}
                      className={classes['cell']}
                      style={{ left: start, width: size }}
                      // Where the pointer is, the keys go on.
                      onPointerDown={() => onActive({ row: index, column: at })}
                    >
                      {row === undefined ? (
                        <span className={classes['placeholder']} aria-hidden />
                      ) : (
                        <Value value={value} />
                      )}
                    </div>
                  );
                })}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Value({ value }: { value: string | null | undefined }) {
  if (value === null || value === undefined) return <span className={classes['empty']}>null</span>;
  return value === '' ? <span className={classes['empty']}>""</span> : visibleText(value);
}

function cellId({ row, column }: GridCell): string {
  return `event-${row}-${column}`;
}
