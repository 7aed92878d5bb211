import { Center, Loader, SimpleGrid, Text } from '@mantine/core';
import { IconTrendingUp } from '@tabler/icons-react';
import { formatCount } from '../../../../../shared/format/number.ts';
import type { TrendPoint } from '../../../../../shared/ipc/history.ts';
import type { FinishedRun } from '../../../../../shared/ipc/schemas.ts';
import { runFigures } from '../../../../../shared/metrics/run-figures.ts';
import type { CheckResult } from '../../../../../shared/quality/check-result.ts';
import { checkSql } from '../../../../../shared/quality/check-sql.ts';
import { graver } from '../../../../../shared/quality/gravity.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorAlert } from '../../../components/error-alert.tsx';
import { useTrends } from '../../../results/history-query.ts';
import { useFinishedRun } from '../../../results/runs-query.ts';
import { checkTrends } from './check-trends.ts';
import { TrendCard, type TrendRow } from './trend-card.tsx';

/** Throughput and each check over the latest finished runs: small charts on one axis of runs. */
export function TrendsView() {
  const { data: points, error } = useTrends();
  const { data: latest } = useFinishedRun(points?.at(-1)?.id ?? null);
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
        <TrendCard definition={runFigures.throughput} unit="lines/s" rows={points.map(speedRow)} />
        {checkTrends(points).map(({ id, definition, unit, rows }) => (
          <TrendCard
            key={id}
            definition={definition}
            sql={latest == null ? undefined : sqlOf(latest, id)}
            unit={unit}
            rows={rows}
          />
        ))}
      </SimpleGrid>
    </>
  );
}

/** The statement behind the point of a run: that of the gravest column, where each has a verdict of its own. */
function sqlOf({ manifest, report }: FinishedRun, id: CheckResult['id']): string | undefined {
  const [gravest] = report.checks.filter((check) => check.id === id).toSorted(graver);
  return checkSql(id, { manifest, config: manifest.config }, gravest?.column ?? undefined);
}

function speedRow({ startedAt, linesPerSecond }: TrendPoint, index: number): TrendRow {
  return { run: index + 1, startedAt, measured: Math.round(linesPerSecond), threshold: null, status: null };
}
