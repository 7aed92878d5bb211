import { Table } from '@mantine/core';
import type { Cell, TableData } from '../lib/csv.ts';
import { LongTable } from './long-table.tsx';

type FiguresTableProps = {
  label: string;
  table: TableData;
  formatCell: (cell: Cell, column: number) => string;
};

/** The figures of a chart as a table. */
export function FiguresTable({ label, table: { header, rows }, formatCell }: FiguresTableProps) {
  return (
    <LongTable
      label={label}
      layout="auto"
      count={rows.length}
      rowHeight={29}
      maxHeight={320}
      header={header.map((name) => <Table.Th key={name}>{name}</Table.Th>)}
      row={(index) =>
        rows[index]?.map((cell, column) => (
          <Table.Td key={header[column]} {...(column === 0 ? { role: 'rowheader' } : {})}>
            {formatCell(cell, column)}
          </Table.Td>
        ))
      }
    />
  );
}
