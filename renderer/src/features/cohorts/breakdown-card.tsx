import { Box, Center, ColorSwatch, Group, Loader, Paper, Select, Table, Text } from '@mantine/core';
import { useDidUpdate } from '@mantine/hooks';
import { useRef } from 'react';
import { formatNumber } from '../../../../shared/format/number.ts';
import type { CohortGroup } from '../../../../shared/ipc/cohorts.ts';
import { breakdownDefinition } from '../../../../shared/metrics/cohort-views.ts';
import type { Period } from '../../../../shared/metrics/periods.ts';
import type { Manifest } from '../../../../shared/run/manifest.ts';
import { ChartCard } from '../../components/chart-card.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { seriesColor } from '../../components/series-colors.ts';
import { isFocusLost } from '../../lib/focus.ts';
import { formatValue } from '../../lib/format.ts';
import { partLabel } from '../../lib/part-label.ts';
import { useCohortBreakdown } from './cohort-queries.ts';
import { useCohortView } from './cohort-view-store.ts';
import { type Curve, CurvesChart, curvesTable } from './curves-chart.tsx';
import { pooledFigures, type Shown, valueText } from './figures.ts';

type BreakdownProps = { runId: string; properties: Manifest['properties']; period: Period; shown: Shown };

/** Cohorts told apart by a property of their players. */
export function Breakdown({ runId, properties, period, shown }: BreakdownProps) {
  const chosen = useCohortView(({ breakdown }) => breakdown);
  const property = properties.find(({ column }) => column === chosen);
  const input = useRef<HTMLInputElement>(null);
  // The choice moves into the chart it calls for, and out of it again.
  useDidUpdate(() => {
    if (isFocusLost()) input.current?.focus();
  }, [property]);
  const select = (
    <Select
      ref={input}
      aria-label="Break down by"
      openOnFocus={false}
      placeholder="Break down by a property"
      w={260}
      searchable
      clearable
      limit={200}
      nothingFoundMessage="No such property"
      value={property?.column ?? null}
      data={properties.map(({ key, column }) => ({ value: column, label: key }))}
      onChange={(breakdown) => useCohortView.setState({ breakdown })}
      clearButtonProps={{ 'aria-label': 'No breakdown' }}
    />
  );
  if (properties.length === 0) return null;
  if (property === undefined)
    return (
      <Paper withBorder p="md">
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            Tell the cohorts apart by a property: who stays, by platform or country.
          </Text>
          {select}
        </Group>
      </Paper>
    );
  return (
    <Groups
      runId={runId}
      name={property.key}
      column={property.column}
      period={period}
      shown={shown}
      select={select}
    />
  );
}

type GroupsProps = {
  runId: string;
  name: string;
  column: string;
  period: Period;
  shown: Shown;
  select: React.ReactNode;
};

function Groups({ runId, name, column, period, shown, select }: GroupsProps) {
  const { data, error, isPlaceholderData } = useCohortBreakdown(runId, period, column);
  const curves = (data?.groups ?? []).map(curveOf);
  return (
    <ChartCard
      definition={breakdownDefinition(name)}
      sql={data?.sql}
      legend={curves}
      table={() => curvesTable(curves, shown, period)}
      formatCell={(cell, at) =>
        typeof cell === 'number' && at > 0 ? valueText(cell, shown.measure) : String(cell ?? '–')
      }
      actions={select}
    >
      {error !== null && <ErrorAlert title="The breakdown cannot be read" message={error.message} />}
      {data === undefined ? (
        <Center h={300}>{error === null && <Loader aria-label="Reading the breakdown" />}</Center>
      ) : (
        <Group
          align="flex-start"
          gap="lg"
          wrap="nowrap"
          aria-busy={isPlaceholderData}
          opacity={isPlaceholderData ? 0.6 : 1}
        >
          <Box flex={1} miw={0}>
            <CurvesChart
              label={breakdownDefinition(name).label}
              curves={curves}
              shown={shown}
              period={period}
            />
          </Box>
          <Sizes groups={data.groups} curves={curves} name={name} />
        </Group>
      )}
    </ChartCard>
  );
}

type SizesProps = { groups: readonly CohortGroup[]; curves: readonly Curve[]; name: string };

function Sizes({ groups, curves, name }: SizesProps) {
  const all = groups.reduce((sum, { players }) => sum + players, 0);
  return (
    <Table
      layout="fixed"
      verticalSpacing={2}
      className="numeric"
      w={340}
      style={{ flexShrink: 0 }}
      aria-label={`Players by ${name}`}
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th>
            <Text inherit truncate="end">
              {name}
            </Text>
          </Table.Th>
          <Table.Th ta="right" w={84}>
            Players
          </Table.Th>
          <Table.Th ta="right" w={72}>
            Share
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {groups.map((group, index) => (
          <Table.Tr key={curves[index]?.key}>
            <Table.Td>
              <Group gap={8} wrap="nowrap">
                <ColorSwatch size={10} withShadow={false} color={curves[index]?.color ?? 'transparent'} />
                <Text size="sm" truncate="end">
                  {curves[index]?.label}
                </Text>
              </Group>
            </Table.Td>
            <Table.Td ta="right">{formatNumber(group.players)}</Table.Td>
            <Table.Td ta="right">{formatValue(group.players / all, 'share')}</Table.Td>
          </Table.Tr>
        ))}
        <Table.Tr>
          <Table.Th scope="row">All players</Table.Th>
          <Table.Td ta="right">{formatNumber(all)}</Table.Td>
          <Table.Td />
        </Table.Tr>
      </Table.Tbody>
    </Table>
  );
}

function curveOf(group: CohortGroup, index: number, groups: readonly CohortGroup[]): Curve {
  const place = { value: index, other: 6, none: 7 }[group.kind];
  const label = groupLabel(group);
  // Long values may begin alike, and one may read as what stands for none.
  const isAlike = groups.slice(0, index).some((other) => groupLabel(other) === label);
  return {
    key: String(index),
    label: isAlike ? `${label} (${index + 1})` : label,
    color: seriesColor(place),
    cells: group.pooled.size.map((_, n) => pooledFigures(group.pooled, n)),
  };
}

function groupLabel({ kind, value, values }: CohortGroup): string {
  return partLabel(kind, value, values);
}
