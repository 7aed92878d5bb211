import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useRowWindow } from '../lib/row-window.ts';
import classes from './long-table.module.css';

type LongTableProps = {
  label: string;
  /** The cells of the header, with their widths. */
  header: ReactNode;
  count: number;
  /** Of every row, in pixels. */
  rowHeight: number;
  /** Where it scrolls, in pixels. */
  maxHeight: number;
  /** Below this it scrolls sideways, in pixels. */
  minWidth?: number;
  /** The cells of a row. */
  row: (index: number) => ReactNode;
};

/** A table that draws the rows in view alone: two rows or thousands, it takes the same time. */
export function LongTable({ label, header, count, rowHeight, maxHeight, minWidth, row }: LongTableProps) {
  const { frame, rows, before, after } = useRowWindow(count, rowHeight);
  return (
    <section
      ref={frame}
      className={classes['frame']}
      style={{ maxHeight }}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
      tabIndex={0}
    >
      <Table
        stickyHeader
        highlightOnHover
        verticalSpacing={0}
        horizontalSpacing="md"
        className={classes['table'] ?? ''}
        miw={minWidth}
        aria-label={label}
        aria-rowcount={count + 1}
      >
        <Table.Thead>
          <Table.Tr h={36}>{header}</Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Spacer height={before} />
          {rows.map((index) => (
            <Table.Tr key={index} h={rowHeight} aria-rowindex={index + 2}>
              {row(index)}
            </Table.Tr>
          ))}
          <Spacer height={after} />
        </Table.Tbody>
      </Table>
    </section>
  );
}

function Spacer({ height }: { height: number }) {
  return height > 0 && <tr aria-hidden style={{ height }} />;
}
