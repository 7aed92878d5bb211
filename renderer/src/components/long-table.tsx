import { Table } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { isFocusLost } from '../lib/focus.ts';
import classes from './long-table.module.css';

type RowProps = {
  'data-selected'?: boolean | undefined;
  'data-dimmed'?: boolean | undefined;
  'data-outcome'?: string;
};

type LongTableProps = {
  label: string;
  /** The cells of the header; of a fixed layout, with their widths. */
  header: ReactNode;
  count: number;
  /** Of every row, in pixels. */
  rowHeight: number;
  /** Where it scrolls, in pixels. */
  maxHeight: number;
  /** Whether it is that high with few rows too, so that what stands below does not jump. */
  keepsHeight?: boolean;
  /** Below this it scrolls sideways, in pixels. */
  minWidth?: number;
  /** `fixed`: columns as wide as the header says, long text cut; `auto`: as wide as what they hold. */
  layout?: 'fixed' | 'auto';
  /** Whether its columns stand close, as there are many. */
  isNarrow?: boolean;
  withBorder?: boolean;
  /** The cells of a row. Of thousands of rows the Tab key stops at one: what can be pressed in a row takes `tabIndex`. */
  row: (index: number, tabIndex: 0 | -1) => ReactNode;
  rowProps?: (index: number) => RowProps;
  /** Hears which rows are drawn, the last one included. */
  onSeen?: (first: number, last: number) => void;
  /** Below the rows, such as a word on why there are none. */
  children?: ReactNode;
};

/**
 * A table that draws the rows in view alone: two rows or thousands, it takes the same time. From what can be pressed in
 * a row, the arrow keys, Home and End lead to the same in another.
 */
export function LongTable(props: LongTableProps) {
  const { label, header, count, rowHeight, maxHeight, keepsHeight = false, minWidth } = props;
  const { layout = 'fixed', isNarrow = false, withBorder = false, row, rowProps, onSeen, children } = props;
  const frame = useRef<HTMLElement>(null);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onSeen?.(first, last), [onSeen, first, last]);
  const [current, setCurrent] = useState(0);
  const tabStop = items.some(({ index }) => index === current) ? current : first;
  /** Where the focus goes once that row is drawn. */
  const target = useRef<{ row: number; control: number } | null>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rowOf(event.target);
    const next = row === null ? null : rowAfterKey(row, event, count);
    if (row === null || next === null) return;
    event.preventDefault();
    target.current = { row: next, control: controlsIn(frame.current, row).indexOf(event.target) };
    setCurrent(next);
    virtualizer.scrollToIndex(next);
  };
  useEffect(() => {
    if (target.current === null) return;
    const control = controlsIn(frame.current, target.current.row)[target.current.control];
    if (!(control instanceof HTMLElement)) return;
    target.current = null;
    // Not where the user went elsewhere before the row was there.
    if (isFocusLost() || frame.current?.contains(document.activeElement)) control.focus();
  });
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <section
      ref={frame}
      className={classes['frame']}
      data-border={withBorder || undefined}
      style={keepsHeight ? { height: maxHeight } : { maxHeight }}
      aria-label={`${label}, scrolls`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
      tabIndex={0}
    >
      <Table
        stickyHeader
        highlightOnHover
        verticalSpacing={0}
        horizontalSpacing={isNarrow ? 6 : layout === 'fixed' ? 'md' : 'xs'}
        className={`${classes['table']} numeric`}
        data-layout={layout}
        miw={minWidth}
        aria-label={label}
        aria-rowcount={count + 1}
      >
        <Table.Thead>
          <Table.Tr h={36} aria-rowindex={1}>
            {header}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody onKeyDown={onKeyDown} onFocus={(event) => setCurrent(rowOf(event.target) ?? current)}>
          <Spacer height={before} />
          {items.map(({ index }) => (
            <Table.Tr key={index} h={rowHeight} aria-rowindex={index + 2} {...rowProps?.(index)}>
              {row(index, index === tabStop ? 0 : -1)}
            </Table.Tr>
          ))}
          <Spacer height={after} />
        </Table.Tbody>
      </Table>
      {children}
    </section>
  );
}

/** The index of the row that an element is in. */
function rowOf(element: EventTarget): number | null {
  const place = element instanceof Element ? element.closest('tr')?.getAttribute('aria-rowindex') : null;
  return place == null ? null : Number(place) - 2;
}

function controlsIn(frame: HTMLElement | null, row: number): EventTarget[] {
  return [
    ...(frame?.querySelectorAll(`tr[aria-rowindex="${row + 2}"] :is(button, [type="checkbox"])`) ?? []),
  ];
}

/** The row a key leads to; null where it leads nowhere. */
function rowAfterKey(
  row: number,
  { key, altKey, ctrlKey, metaKey }: KeyboardEvent,
  count: number,
): number | null {
  if (altKey || ctrlKey || metaKey) return null;
  const rows: Record<string, number> = { ArrowUp: row - 1, ArrowDown: row + 1, Home: 0, End: count - 1 };
  const next = rows[key];
  return next === undefined || next < 0 || next >= count ? null : next;
}

/** The place of the rows that are not drawn. */
function Spacer({ height }: { height: number }) {
  return height > 0 && <tr aria-hidden style={{ height }} />;
}
