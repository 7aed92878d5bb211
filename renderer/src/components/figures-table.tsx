import { Table } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { Cell, TableData } from '../lib/csv.ts';

type FiguresTableProps = {
  label: string;
  table: TableData;
  formatCell: (cell: Cell, column: number) => string;
};

const rowHeight = 29;

/** The figures of a chart as a table; of many rows, only those in view are drawn. */
export function FiguresTable({ label, table, formatCell }: FiguresTableProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { header, rows } = table;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const inView = virtualizer.getVirtualItems();
  const above = inView[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (inView.at(-1)?.end ?? 0);
  return (
    <div
      ref={frame}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
      tabIndex={0}
      style={{ maxHeight: 320, overflow: 'auto' }}
    >
      <Table
        aria-label={label}
        aria-rowcount={rows.length + 1}
        stickyHeader
        verticalSpacing={4}
        className="numeric"
        style={{ whiteSpace: 'nowrap' }}
      >
        <Table.Thead>
          <Table.Tr>
            {header.map((name) => (
              <Table.Th key={name}>{name}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {above > 0 && <tr aria-hidden style={{ height: above }} />}
          {inView.map(({ index }) => (
            <Table.Tr key={index} aria-rowindex={index + 2} h={rowHeight}>
              {rows[index]?.map((cell, column) => (
                <Table.Td key={header[column]}>{formatCell(cell, column)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
          {below > 0 && <tr aria-hidden style={{ height: below }} />}
        </Table.Tbody>
      </Table>
    </div>
  );
}
