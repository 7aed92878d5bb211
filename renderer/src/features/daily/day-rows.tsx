import { Box, Group, Table, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ColumnFiltersState, SortingState } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { DailyRow } from '../../../../shared/ipc/results.ts';
import { Definition } from '../../components/definition.tsx';
import { formatDay, formatValue } from '../../lib/format.ts';
import { columnFilter } from './column-filter.ts';
import type { DayColumn } from './day-columns.ts';
import classes from './day-rows.module.css';

type DayRowsProps = {
  columns: readonly DayColumn[];
  /** The statement behind each column. */
  sql: ReadonlyMap<string, string>;
  rows: readonly DailyRow[];
  sorting: SortingState;
  onSort: (column: string) => void;
  /** What is typed above each column; null where nobody filters. */
  filters: ColumnFiltersState | null;
  onFilter: (column: string, text: string) => void;
};

const rowHeight = 33;

/** Header and rows; of however many days only those in view are drawn. */
export function DayRows({ columns, sql, rows, sorting, onSort, filters, onFilter }: DayRowsProps) {
  const frame = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <Box ref={frame} className={classes['frame']} role="region" aria-label="Table of days" tabIndex={0}>
      <Table
        aria-label="Daily metrics"
        aria-rowcount={rows.length + 1}
        stickyHeader
        verticalSpacing={6}
        className="numeric"
      >
        <Table.Thead>
          <Table.Tr>
            {columns.map((metric) => {
              const sorted = sorting.find(({ id }) => id === metric.column);
              const direction = sorted === undefined ? 'none' : sorted.desc ? 'descending' : 'ascending';
              return (
                <Table.Th key={metric.column} aria-sort={direction} className={classes['head']}>
                  <Group gap={2} wrap="nowrap" justify={justify(metric)}>
                    <UnstyledButton className={classes['sort']} onClick={() => onSort(metric.column)}>
                      {metric.label}
                      {direction === 'descending' && <IconArrowDown size={12} aria-hidden />}
                      {direction === 'ascending' && <IconArrowUp size={12} aria-hidden />}
                    </UnstyledButton>
                    <Definition of={metric} sql={sql.get(metric.column)} />
                  </Group>
                  {filters !== null && <FilterField metric={metric} filters={filters} onFilter={onFilter} />}
                </Table.Th>
              );
            })}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {above > 0 && <Spacer height={above} columns={columns.length} />}
          {items.map(({ index }) => {
            const row = rows[index];
            return (
              row !== undefined && (
                <Table.Tr
                  key={row.event_date}
                  aria-rowindex={index + 2}
                  data-incomplete={row.is_complete ? undefined : true}
                  className={classes['row']}
                >
                  {columns.map((metric) => (
                    <Table.Td key={metric.column} ta={justify(metric) === 'flex-end' ? 'right' : 'left'}>
                      {cellText(row, metric)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              )
            );
          })}
          {below > 0 && <Spacer height={below} columns={columns.length} />}
        </Table.Tbody>
      </Table>
      {rows.length === 0 && (
        <Text c="dimmed" ta="center" py="lg">
          No day passes the filters.
        </Text>
      )}
    </Box>
  );
}

/** What lies outside the view, as high as it would be. */
function Spacer({ height, columns }: { height: number; columns: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

type FilterFieldProps = Pick<DayRowsProps, 'onFilter'> & { metric: DayColumn; filters: ColumnFiltersState };

function FilterField({ metric: { column, label, unit }, filters, onFilter }: FilterFieldProps) {
  const text = String(filters.find(({ id }) => id === column)?.value ?? '');
  const isWrong = text.trim() !== '' && columnFilter(text, unit) === null;
  const example = unit === 'date' ? '2024-01' : unit === 'flag' ? 'yes' : unit === 'share' ? '>25%' : '>100';
  return (
    <TextInput
      size="xs"
      mt={4}
      miw={72}
      aria-label={`Filter ${label}`}
      placeholder={example}
      title="Such as >100, <=5, =3 or 10..20"
      value={text}
      error={isWrong}
      onChange={(event) => onFilter(column, event.currentTarget.value)}
    />
  );
}

function justify({ unit }: DayColumn): 'flex-start' | 'flex-end' {
  return unit === 'date' || unit === 'flag' ? 'flex-start' : 'flex-end';
}

function cellText(row: DailyRow, { column, unit }: DayColumn): string {
  const value = row[column];
  if (column === 'event_date') return `${formatDay(row.event_date)}${row.is_complete ? '' : ' (incomplete)'}`;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : formatValue(value, unit);
}
