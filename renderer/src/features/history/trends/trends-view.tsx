import { Center, Loader, SimpleGrid, Text } from '@mantine/core';
import { IconTrendingUp } from '@tabler/icons-react';
import { formatCount } from '../../../../../shared/format/number.ts';
import type { TrendPoint } from '../../../../../shared/ipc/history.ts';
import { throughput } from '../../../../../shared/metrics/comparisons.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorAlert } from '../../../components/error-alert.tsx';
import { useTrends } from '../history-query.ts';
import { checkTrends } from './check-trends.ts';
import { TrendCard, type TrendRow } from './trend-card.tsx';

/** Throughput and each check over the latest finished runs: small charts on one axis of runs. */
export function TrendsView() {
  const { data: points, error } = useTrends();
  if (error !== null) return <ErrorAlert title="The trends cannot be read" message={error.message} />;
  if (points === undefined)
    return (
      <Center mih={320}>
        <Loader aria-label="Reading the runs" />
      </Center>
    );
  if (points.length === 0)
    return (
      <EmptyState icon={IconTrendingUp} title="No trends yet">
        Once a run has finished, its checks and its speed show here; each further run adds a point.
      </EmptyState>
    );
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        The latest {formatCount(points.length, 'finished run')}, the oldest at the left.
      </Text>
      <SimpleGrid cols={{ base: 2, xl: 3 }} spacing="md">
        <TrendCard definition={throughput} unit="lines/s" rows={points.map(speedRow)} />
        {checkTrends(points).map(({ definition, unit, rows }) => (
          <TrendCard key={definition.label} definition={definition} unit={unit} rows={rows} />
        ))}
      </SimpleGrid>
    </>
  );
}

function speedRow({ startedAt, linesPerSecond }: TrendPoint, index: number): TrendRow {
  return { run: index + 1, startedAt, measured: Math.round(linesPerSecond), threshold: null, status: null };
}
