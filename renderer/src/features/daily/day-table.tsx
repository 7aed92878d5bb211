import { ActionIcon, Button, Checkbox, Group, Paper, Popover, Stack, Text, Title } from '@mantine/core';
import { IconColumns3, IconFilter, IconFilterOff } from '@tabler/icons-react';
import { type ColumnFiltersState, type SortingState, useTable } from '@tanstack/react-table';
import { useMemo, useRef, useState } from 'react';
import { formatCount, formatNumber } from '../../../../shared/format/number.ts';
import type { DailyRow } from '../../../../shared/ipc/results.ts';
import type { FinishedRun } from '../../../../shared/ipc/schemas.ts';
import { dailyMetricSql } from '../../../../shared/metrics/daily-metric-sql.ts';
import { contextOf } from '../../../../shared/metrics/metric-context.ts';
import { SaveCsvButton } from '../../components/save-csv-button.tsx';
import { changeSettings, useSettings } from '../../lib/settings.ts';
import { dayColumns, dayFeatures, defaultColumns, tableColumns } from './day-columns.ts';
import { DayRows } from './day-rows.tsx';

/** The days in full: sorted, filtered and with the columns one wants. @param days those of the range */
export function DayTable({ run, days }: { run: FinishedRun; days: DailyRow[] }) {
  const sql = useMemo(() => dailyMetricSql(contextOf(run.manifest)), [run]);
  const { dailyColumns } = useSettings();
  const [sorting, setSorting] = useState<SortingState>([{ id: 'event_date', desc: true }]);
  const [columnFilters, setColumnFilters] = useState<ColumnFiltersState>([]);
  const [isFiltering, setFiltering] = useState(false);
  const filterButton = useRef<HTMLButtonElement>(null);
  const shown = dailyColumns ?? defaultColumns;
  const columnVisibility = useMemo(
    () => Object.fromEntries(dayColumns.map(({ column }) => [column, shown.includes(column)])),
    [shown],
  );
  const table = useTable({
    features: dayFeatures,
    columns: tableColumns,
    data: days,
    enableSortingRemoval: false,
    state: { sorting, columnFilters, columnVisibility },
    onSortingChange: setSorting,
    onColumnFiltersChange: setColumnFilters,
  });
  const rows = table.getRowModel().rows.map(({ original }) => original);
  const columns = dayColumns.filter(({ column }) => shown.includes(column));
  const shownTable = () => {
    const header = columns.map(({ column }) => column);
    return { header, rows: rows.map((row) => header.map((column) => row[column])) };
  };
  const count =
    rows.length === days.length
      ? formatCount(rows.length, 'day')
      : `${formatNumber(rows.length)} of ${formatCount(days.length, 'day')}`;
  return (
    <Paper withBorder p="md" component="section" aria-label="Days">
      <Group justify="space-between" mb="sm" wrap="nowrap">
        <Group gap="xs">
          <Title order={2} size="h5">
            Days
          </Title>
          <Text size="sm" c="dimmed" className="numeric" role="status">
            {count}
          </Text>
        </Group>
        <Group gap="xs" wrap="nowrap">
          <Button
            ref={filterButton}
            size="xs"
            variant={isFiltering ? 'light' : 'default'}
            aria-expanded={isFiltering}
            leftSection={<IconFilter size={14} aria-hidden />}
            onClick={() => setFiltering(!isFiltering)}
          >
            Filter
          </Button>
          {columnFilters.length > 0 && (
            <ActionIcon
              size="md"
              variant="default"
              aria-label="Clear all filters"
              onClick={() => {
                setColumnFilters([]);
                // This button goes with the filters.
                filterButton.current?.focus();
              }}
            >
              <IconFilterOff size={14} aria-hidden />
            </ActionIcon>
          )}
          <ColumnChoice shown={shown} />
          <SaveCsvButton name="Daily metrics" table={shownTable} />
        </Group>
      </Group>
      <DayRows
        columns={columns}
        sql={sql}
        rows={rows}
        sorting={sorting}
        onSort={(column) => table.getColumn(column)?.toggleSorting()}
        filters={isFiltering ? columnFilters : null}
        onFilter={(column, text) => table.getColumn(column)?.setFilterValue(text === '' ? undefined : text)}
      />
    </Paper>
  );
}

/** Which columns are shown; kept across restarts. The day always is. */
function ColumnChoice({ shown }: { shown: readonly string[] }) {
  const choose = (columns: string[] | null) => void changeSettings({ dailyColumns: columns });
  return (
    <Popover position="bottom-end" shadow="md" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<IconColumns3 size={14} aria-hidden />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns" mah={420} style={{ overflowY: 'auto' }}>
        <Stack gap={6}>
          {dayColumns
            .filter(({ column }) => column !== 'event_date')
            .map(({ column, label }) => (
              <Checkbox
                key={column}
                size="xs"
                label={label}
                checked={shown.includes(column)}
                onChange={(event) =>
                  choose(
                    event.currentTarget.checked
                      ? [...shown, column]
                      : shown.filter((candidate) => candidate !== column),
                  )
                }
              />
            ))}
          <Button size="compact-xs" variant="subtle" onClick={() => choose(null)}>
            Back to the usual ones
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
