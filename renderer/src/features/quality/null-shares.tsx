import { Group, Paper, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import { formatCount, formatShare } from '../../../../shared/format/number.ts';
import { visibleLine } from '../../../../shared/format/visible-text.ts';
import { qualityDefinitions } from '../../../../shared/quality/check-definitions.ts';
import type { CheckStatus } from '../../../../shared/quality/check-result.ts';
import type { JudgedRun } from '../../../../shared/quality/judged-run.ts';
import type { Measured } from '../../../../shared/quality/measured.ts';
import { nullShareSql } from '../../../../shared/quality/run-sql.ts';
import { Definition } from '../../components/definition.tsx';
import { LongTable } from '../../components/long-table.tsx';
import { SaveCsvButton } from '../../components/save-csv-button.tsx';
import { SortHeading } from '../../components/sort-heading.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { CheckRules } from './check-rules.tsx';
import classes from './null-bar.module.css';
import { NullBar } from './null-bar.tsx';
import { SampleTable } from './sample-table.tsx';

type Column = Measured['columns'][number];

/** Which rows a share is taken over, a column of the table each. */
const scopes = [
  { scope: 'all_rows', label: 'All events' },
  { scope: 'by_event_type', label: 'Events of types that have it' },
] as const;
type Scope = (typeof scopes)[number]['scope'];

type Sorting = { readonly column: 'column' | Scope; readonly isDescending: boolean };

/** The share of nulls in every column, over all events and by event type, beside each other. */
export function NullShares({ judged }: { judged: JudgedRun }) {
  const { measured, config, checks, judgedBy } = judged;
  const { max_null_percentage: limit, null_scope: judgedScope } = config.quality_checks;
  const [sorting, setSorting] = useState<Sorting>({ column: 'by_event_type', isDescending: true });
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const statuses = useMemo(
    () => new Map<string | null, CheckStatus>(checks.map(({ column, status }) => [column, status])),
    [checks],
  );
  const shown = useMemo(
    () => sorted(matching(measured.columns, search), sorting),
    [measured, search, sorting],
  );
  const selected = shown.find(({ column }) => column === chosen);
  const heading = (column: Sorting['column'], label: string, width?: string) => {
    const isSorted = sorting.column === column;
    const direction = sorting.isDescending ? 'descending' : 'ascending';
    const isDescending = isSorted ? !sorting.isDescending : column !== 'column';
    return (
      <SortHeading
        key={column}
        label={label}
        direction={isSorted ? direction : 'none'}
        onSort={() => setSorting({ column, isDescending })}
        {...(width === undefined ? {} : { width })}
      />
    );
  };
  return (
    <Paper withBorder p="md" component="section" aria-label={qualityDefinitions.nullShares.label}>
      <Group justify="space-between" mb="xs">
        <Group gap={4}>
          <Title order={2} size="h5">
            {qualityDefinitions.nullShares.label}
          </Title>
          <Definition
            of={qualityDefinitions.nullShares}
            sql={nullShareSql(selected?.column ?? shown[0]?.column ?? 'session_id', judgedScope)}
          />
          <Text size="sm" c="dimmed" ml="xs" role="status">
            {formatCount(shown.length, 'column')}; the line is the limit, {formatShare(limit)}
          </Text>
        </Group>
        <Group gap="xs">
          <TextInput
            aria-label="Find a column"
            placeholder="Find a column"
            value={search}
            onChange={({ currentTarget }) => setSearch(currentTarget.value)}
          />
          <SaveCsvButton
            name={qualityDefinitions.nullShares.label}
            table={() => ({
              header: ['column', 'status', 'nulls', 'events', 'nulls_by_event_type', 'events_by_event_type'],
              rows: shown.map((of) => [
                of.column,
                statuses.get(of.column) ?? null,
                of.nulls_all_rows,
                of.rows_all,
                of.nulls_by_event_type,
                of.rows_by_event_type,
              ]),
            })}
          />
        </Group>
      </Group>
      <Stack gap="md">
        <LongTable
          label="Null shares"
          withBorder
          count={shown.length}
          rowHeight={36}
          maxHeight={520}
          header={
            <>
              {heading('column', 'Column', '18%')}
              <Table.Th w={128}>Status</Table.Th>
              {scopes.map(({ scope, label }) => heading(scope, label))}
            </>
          }
          row={(index, tabIndex) => {
            const of = shown[index];
            if (of === undefined) return null;
            const isChosen = of.column === chosen;
            return (
              <>
                <Table.Td>
                  <button
                    type="button"
                    className={classes['name']}
                    title={visibleLine(of.column)}
                    tabIndex={tabIndex}
                    aria-pressed={isChosen}
                    onClick={() => setChosen(isChosen ? null : of.column)}
                  >
                    {visibleLine(of.column)}
                  </button>
                </Table.Td>
                <Table.Td>
                  <StatusBadge status={statuses.get(of.column) ?? 'skipped'} size="sm" />
                </Table.Td>
                {scopes.map(({ scope }) => (
                  <Table.Td key={scope}>
                    <NullBar {...countsIn(of, scope)} limit={limit} isJudged={scope === judgedScope} />
                  </Table.Td>
                ))}
              </>
            );
          }}
          rowProps={(index) => ({ 'data-selected': shown[index]?.column === chosen || undefined })}
        />
        {selected !== undefined && <Samples of={selected} />}
        {judgedBy === 'rules' && (
          <CheckRules
            keys={['quality_checks.max_null_percentage', 'quality_checks.null_scope']}
            measured={measured}
          />
        )}
      </Stack>
    </Paper>
  );
}

function Samples({ of: { column, samples } }: { of: Column }) {
  return samples.length === 0 ? (
    <Text size="sm" role="status">
      The run kept no sample row of {column}: it is null nowhere in the run's scope, or many columns have more
      nulls.
    </Text>
  ) : (
    <SampleTable label={column} rows={samples} />
  );
}

function matching(all: readonly Column[], search: string): readonly Column[] {
  const wanted = search.trim().toLowerCase();
  return wanted === '' ? all : all.filter(({ column }) => column.toLowerCase().includes(wanted));
}

function sorted(all: readonly Column[], { column, isDescending }: Sorting): Column[] {
  const sign = isDescending ? -1 : 1;
  return all.toSorted((a, b) => {
    if (column === 'column') return sign * (a.column < b.column ? -1 : 1);
    return sign * (shareOf(a, column) - shareOf(b, column));
  });
}

/** -1 where there are no rows to take a share of: those stand last, or first. */
function shareOf(of: Column, scope: Scope): number {
  const { nulls, rows } = countsIn(of, scope);
  return rows === 0 ? -1 : nulls / rows;
}

function countsIn(of: Column, scope: Scope): { nulls: number; rows: number } {
  return scope === 'all_rows'
    ? { nulls: of.nulls_all_rows, rows: of.rows_all }
    : { nulls: of.nulls_by_event_type, rows: of.rows_by_event_type };
}
