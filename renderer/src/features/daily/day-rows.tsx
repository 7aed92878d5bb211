import { Table, Text, TextInput } from '@mantine/core';
import type { ColumnFiltersState, SortingState } from '@tanstack/react-table';
import type { DailyRow } from '../../../../shared/ipc/results.ts';
import { Definition } from '../../components/definition.tsx';
import { LongTable } from '../../components/long-table.tsx';
import { SortHeading } from '../../components/sort-heading.tsx';
import { formatDay, formatValue } from '../../lib/format.ts';
import { columnFilter } from './column-filter.ts';
import type { DayColumn } from './day-columns.ts';

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

/** Header and rows. */
export function DayRows({ columns, sql, rows, sorting, onSort, filters, onFilter }: DayRowsProps) {
  return (
    <LongTable
      label="Daily metrics"
      layout="auto"
      isNarrow
      count={rows.length}
      rowHeight={33}
      maxHeight={480}
      header={columns.map((metric) => {
        const sorted = sorting.find(({ id }) => id === metric.column);
        return (
          <SortHeading
            key={metric.column}
            label={metric.label}
            direction={sorted === undefined ? 'none' : sorted.desc ? 'descending' : 'ascending'}
            onSort={() => onSort(metric.column)}
            align={align(metric)}
            aside={<Definition of={metric} sql={sql.get(metric.column)} />}
          >
            {filters !== null && <FilterField metric={metric} filters={filters} onFilter={onFilter} />}
          </SortHeading>
        );
      })}
      row={(index) => {
        const row = rows[index];
        return (
          row !== undefined &&
          columns.map((metric) => (
            <Table.Td
              key={metric.column}
              ta={align(metric)}
              {...(metric.column === 'event_date' ? { role: 'rowheader' } : {})}
            >
              {cellText(row, metric)}
            </Table.Td>
          ))
        );
      }}
      rowProps={(index) => ({ 'data-dimmed': rows[index]?.is_complete === false || undefined })}
    >
      {rows.length === 0 && (
        <Text c="dimmed" ta="center" py="lg">
          No day passes the filters.
        </Text>
      )}
    </LongTable>
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
      mb={6}
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

function align({ unit }: DayColumn): 'left' | 'right' {
  return unit === 'date' || unit === 'flag' ? 'left' : 'right';
}

function cellText(row: DailyRow, { column, unit }: DayColumn): string {
  const value = row[column];
  if (column === 'event_date') return `${formatDay(row.event_date)}${row.is_complete ? '' : ' (incomplete)'}`;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : formatValue(value, unit);
}
