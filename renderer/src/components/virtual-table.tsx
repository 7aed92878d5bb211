import { IconArrowDown, IconArrowUp, IconSelector } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import classes from './virtual-table.module.css';

export type Sorting = { readonly column: string; readonly isDescending: boolean };

type VirtualColumn = {
  readonly key: string;
  readonly title: string;
  /** Any CSS width; without one, a share of what is left. */
  readonly width?: number | string;
  readonly isSortable?: boolean;
};

type VirtualTableProps = {
  label: string;
  columns: readonly VirtualColumn[];
  count: number;
  /** Of the whole table, in pixels. */
  height: number;
  rowHeight: number;
  /** The cells of a row, by column. */
  renderCell: (index: number, column: string) => ReactNode;
  isSelected?: (index: number) => boolean;
  sorting?: Sorting;
  onSort?: (column: string) => void;
  /** Hears which rows are in view, the last one included. */
  onSeen?: (first: number, last: number) => void;
};

/** A table of which only the rows in view are drawn, however many there are; all rows are of one height. */
export function VirtualTable(props: VirtualTableProps) {
  const { label, columns, count, height, rowHeight, renderCell, isSelected, sorting, onSort, onSeen } = props;
  const frame = useRef<HTMLDivElement>(null);
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
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <section
      ref={frame}
      className={classes['frame']}
      style={{ height }}
      aria-label={`${label}, scrolls`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
      tabIndex={0}
    >
      <table className={`${classes['table']} numeric`} aria-label={label} aria-rowcount={count + 1}>
        <colgroup>
          {columns.map(({ key, width }) => (
            <col key={key} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <Heading key={column.key} column={column} sorting={sorting} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Space height={before} columns={columns.length} />
          {items.map(({ index, key }) => (
            <tr
              key={key}
              aria-rowindex={index + 2}
              data-index={index}
              data-selected={isSelected?.(index) || undefined}
              style={{ height: rowHeight }}
            >
              {columns.map((column) => (
                <td key={column.key}>{renderCell(index, column.key)}</td>
              ))}
            </tr>
          ))}
          <Space height={after} columns={columns.length} />
        </tbody>
      </table>
    </section>
  );
}

function Space({ height, columns }: { height: number; columns: number }) {
  return (
    height > 0 && (
      <tr aria-hidden className={classes['space']}>
        <td colSpan={columns} style={{ height }} />
      </tr>
    )
  );
}

type HeadingProps = {
  column: VirtualColumn;
  sorting: Sorting | undefined;
  onSort: ((column: string) => void) | undefined;
};

function Heading({ column: { key, title, isSortable = false }, sorting, onSort }: HeadingProps) {
  if (!isSortable) return <th scope="col">{title}</th>;
  const own = sorting?.column === key ? sorting : null;
  const Icon = own === null ? IconSelector : own.isDescending ? IconArrowDown : IconArrowUp;
  const order = own === null ? 'none' : own.isDescending ? 'descending' : 'ascending';
  return (
    <th scope="col" aria-sort={order}>
      <button type="button" className={classes['sort']} onClick={() => onSort?.(key)}>
        {title}
        <Icon size={14} aria-hidden />
      </button>
    </th>
  );
}
