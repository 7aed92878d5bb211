import { Paper, Table } from '@mantine/core';
import { useTable } from '@tanstack/react-table';
import type { HistoryEntry } from '../../../../shared/ipc/history.ts';
import { LongTable } from '../../components/long-table.tsx';
import { SortHeading } from '../../components/sort-heading.tsx';
import { useHistoryState } from './history-store.ts';
import { RunCells } from './run-cells.tsx';
import { columns, features } from './run-columns.tsx';

const directions = { asc: 'ascending', desc: 'descending' } as const;

/** Every run, a row each. */
export function RunTable({ entries }: { entries: HistoryEntry[] }) {
  const openId = useHistoryState((state) => state.openId);
  const table = useTable({
    features,
    columns,
    data: entries,
    getRowId: ({ id }) => id,
    enableMultiSort: false,
  });
  const { rows } = table.getRowModel();
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <LongTable
        label="Runs"
        layout="auto"
        count={rows.length}
        rowHeight={57}
        maxHeight={424}
        minWidth={960}
        header={
          <>
            <Table.Th w={44} aria-label="Compare" />
            {table.getFlatHeaders().map(({ id, column }) => {
              const sorted = column.getIsSorted();
              return (
                <SortHeading
                  key={id}
                  label={String(column.columnDef.header)}
                  direction={sorted === false ? 'none' : directions[sorted]}
                  onSort={() => column.toggleSorting()}
                  align={id === 'run' || id === 'outcome' ? 'left' : 'right'}
                />
              );
            })}
          </>
        }
        row={(index, tabIndex) => {
          const row = rows[index];
          return row && <RunCells entry={row.original} tabIndex={tabIndex} />;
        }}
        rowProps={(index) => {
          const row = rows[index];
          if (row === undefined) return {};
          const isOpen = row.id === openId;
          return { 'data-outcome': row.original.outcome, 'data-selected': isOpen || undefined };
        }}
      />
    </Paper>
  );
}
