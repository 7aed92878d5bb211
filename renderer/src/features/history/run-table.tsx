import { Paper, Table, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { HistoryEntry } from '../../../../shared/ipc/history.ts';
import { columns, features } from './run-columns.tsx';
import { RunRow } from './run-row.tsx';
import classes from './run-table.module.css';

const rowHeight = 57;
const columnCount = columns.length + 1;
const ariaSort = { asc: 'ascending', desc: 'descending' } as const;

/** Every run, a row each; of however many, those in view are drawn. */
export function RunTable({ entries }: { entries: HistoryEntry[] }) {
  const frame = useRef<HTMLElement>(null);
  const table = useTable({
    features,
    columns,
    data: entries,
    getRowId: ({ id }) => id,
    enableMultiSort: false,
  });
  const { rows } = table.getRowModel();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  const drawn = virtualizer.getVirtualItems();
  const above = drawn[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (drawn.at(-1)?.end ?? 0);
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <section
        ref={frame}
        className={classes['frame']}
        aria-label="Runs, scrollable"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
        tabIndex={0}
      >
        <Table
          stickyHeader
          highlightOnHover
          className={classes['table'] ?? ''}
          aria-label="Runs"
          aria-rowcount={rows.length + 1}
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={44} aria-label="Compare" />
              {table.getFlatHeaders().map(({ id, column }) => {
                const sorted = column.getIsSorted();
                return (
                  <Table.Th
                    key={id}
                    ta={id === 'run' || id === 'outcome' ? 'left' : 'right'}
                    {...(sorted === false ? {} : { 'aria-sort': ariaSort[sorted] })}
                  >
                    <UnstyledButton
                      fz="sm"
                      className={classes['sort'] ?? ''}
                      onClick={() => column.toggleSorting()}
                    >
                      {String(column.columnDef.header)}
                      {sorted === 'asc' && <IconArrowUp size={14} aria-hidden />}
                      {sorted === 'desc' && <IconArrowDown size={14} aria-hidden />}
                    </UnstyledButton>
                  </Table.Th>
                );
              })}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <Spacer height={above} />
            {drawn.map(({ index }) => {
              const row = rows[index];
              return row && <RunRow key={row.id} entry={row.original} rowIndex={index + 2} />;
            })}
            <Spacer height={below} />
          </Table.Tbody>
        </Table>
      </section>
    </Paper>
  );
}

/** The place of the rows that are not drawn. */
function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={columnCount} style={{ height, padding: 0 }} />
    </tr>
  );
}
