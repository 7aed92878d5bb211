import { Box, Button, CopyButton, Group, Text } from '@mantine/core';
import { useDidUpdate } from '@mantine/hooks';
import { IconFilterOff } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { eventColumns } from '../../../../shared/events/columns.ts';
import { formatCount, formatNumber } from '../../../../shared/format/number.ts';
import type { FinishedRun } from '../../../../shared/ipc/schemas.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { ProgressLine } from '../../components/progress-line.tsx';
import { SaveProgress } from '../../components/save-progress.tsx';
import { SaveViewButton } from '../../components/save-view-button.tsx';
import { isFocusLost } from '../../lib/focus.ts';
import { useSettings } from '../../lib/settings.ts';
import { ColumnChooser } from './column-chooser.tsx';
import { DataGrid } from './data-grid.tsx';
import { useCount, useOrderShare, useRows } from './data-query.ts';
import { clearFilters, useDataView } from './data-store.ts';
import { EventDetail } from './event-detail.tsx';
import { FilterBar } from './filter-bar.tsx';
import { GoToRow } from './go-to-row.tsx';
import type { GridCell } from './grid-keys.ts';
import { shownColumns } from './shown-columns.ts';
import { useRowScroll } from './use-row-scroll.ts';

const firstCell: GridCell = { row: 0, column: 0 };

/** The events of a run: filtered, sorted, read one by one. */
export function EventsView({ run }: { run: FinishedRun }) {
  const { filters, sort } = useDataView();
  const { dataColumns } = useSettings();
  const columns = useMemo(() => eventColumns(run.manifest), [run.manifest]);
  const shown = useMemo(() => shownColumns(columns, dataColumns), [columns, dataColumns]);
  const names = useMemo(() => shown.map(({ name }) => name), [shown]);
  const total = run.manifest.reconciliation.events_cleaned;
  const count = useCount(run.id, filters);
  const rowCount = count.data?.rows ?? (filters.length === 0 ? total : 0);
  const scroll = useRowScroll(rowCount);
  const { moveTo, show } = scroll;
  const [active, setActive] = useState(firstCell);
  const [opened, setOpened] = useState<number | null>(null);
  const view = { runId: run.id, filters: [...filters], sort };
  const rows = useRows(view, names, scroll.first, scroll.last);
  const isWaiting = rows.isLoading || count.isFetching;
  const share = useOrderShare(run.id, isWaiting);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view begins at its top
  useEffect(() => {
    moveTo(0);
    setActive(firstCell);
  }, [filters, sort, run.id, moveTo]);

  const error = count.error ?? rows.error;
  const isEmpty = count.data?.rows === 0 && !count.isPlaceholderData;
  const filterBar = useRef<HTMLDivElement>(null);
  // A filter that is taken off goes with its button, and the grid with the funnel that emptied it.
  useDidUpdate(() => {
    if (isFocusLost()) filterBar.current?.focus();
  }, [filters, isEmpty]);
  return (
    <Box flex={1} style={{ display: 'flex', flexDirection: 'column', gap: 8 }} mih={0}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" aria-live="polite" className="numeric" role="status" aria-label="Events found">
          {count.isFetching
            ? 'Counting…'
            : filters.length === 0
              ? formatCount(total, 'event')
              : `${formatNumber(rowCount)} of ${formatCount(total, 'event')}`}
        </Text>
        <Group gap="xs" wrap="nowrap">
          <GoToRow
            rowCount={rowCount}
            onGo={(row) => {
              setActive({ ...active, row });
              show(row);
              scroll.frame.current?.focus();
            }}
          />
          <CopyButton value={count.data?.where ?? ''}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                size="xs"
                onClick={copy}
                disabled={filters.length === 0 || count.isFetching}
                miw={150}
              >
                {copied ? 'Copied' : 'Copy as SQL filter'}
              </Button>
            )}
          </CopyButton>
          <SaveViewButton
            name="Events"
            isDisabled={count.isFetching || rowCount === 0}
            ask={() => window.api.data.save({ ...view, columns: names })}
          />
          <ColumnChooser columns={columns} shown={names} />
        </Group>
      </Group>
      <SaveProgress />
      <FilterBar filters={filters} ref={filterBar} />
      {error !== null && <ErrorAlert title="The events cannot be read" message={error.message} />}
      <Box h={6}>{isWaiting && <ProgressLine size="sm" label="Preparing the events" share={share} />}</Box>
      {isEmpty ? (
        <EmptyState
          icon={IconFilterOff}
          title={filters.length === 0 ? 'No events' : 'No event matches'}
          actions={filters.length > 0 && <Button onClick={clearFilters}>Clear all filters</Button>}
        >
          {filters.length === 0
            ? 'No line of the input was an event: Quality says why each was put aside.'
            : 'All filters have to hold at once. Remove one to see more.'}
        </EmptyState>
      ) : (
        <DataGrid
          columns={shown}
          rowCount={rowCount}
          rows={rows}
          scroll={scroll}
          active={active}
          onActive={setActive}
          onOpen={(index) => setOpened(rows.at(index)?.row ?? null)}
        />
      )}
      <EventDetail runId={run.id} columns={columns} row={opened} onClose={() => setOpened(null)} />
    </Box>
  );
}
