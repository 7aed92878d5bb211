import { Center, Loader, SimpleGrid, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCalendarStats } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import type { DailyRow } from '../../../../shared/ipc/results.ts';
import type { FinishedRun } from '../../../../shared/ipc/schemas.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { daysOf } from '../../results/days-query.ts';
import { ResultScreen } from '../../results/result-screen.tsx';
import { BreakdownCard } from './breakdown-card.tsx';
import { DayChartCard } from './day-chart-card.tsx';
import { dayCharts } from './day-charts.ts';
import { daysWithin } from './day-range.ts';
import { DayTable } from './day-table.tsx';
import { KpiTiles } from './kpi-tiles.tsx';
import { pointsOf } from './points.ts';
import { RangeBar } from './range-bar.tsx';
import { useRange } from './range-store.ts';

// A row of them, below which the window ends.
const firstCharts = 2;

/** The days of a run: key figures, charts in step, a breakdown, and the table. */
export function DailyScreen() {
  return (
    <ResultScreen
      title="Daily"
      lead="How many players come, stay and pay, day by day."
      icon={IconCalendarStats}
    >
      {(run) => <DaysOfRun key={run.id} run={run} />}
    </ResultScreen>
  );
}

function DaysOfRun({ run }: { run: FinishedRun }) {
  const { data: days, error } = useQuery(daysOf(run.id));
  if (error !== null) return <ErrorAlert title="The days cannot be read" message={error.message} />;
  if (days === undefined)
    return (
      <Center flex={1}>
        <Loader aria-label="Reading the days" />
      </Center>
    );
  if (days.length === 0)
    return (
      <EmptyState icon={IconCalendarStats} title="No days to show">
        No event of this run counts: all were rejected, or dated in the future. Quality says why.
      </EmptyState>
    );
  return <Days run={run} days={days} />;
}

function Days({ run, days }: { run: FinishedRun; days: DailyRow[] }) {
  const range = useRange(run.id, days);
  // What is seen first is drawn first.
  const isWhole = useDeferredValue(true, false);
  // While the brush moves, its own picture and the tiles come first; what is asked of the engine waits for it to rest.
  const drawn = useDeferredValue(range);
  const [asked] = useDebouncedValue(drawn, 120);
  const within = useMemo(() => daysWithin(days, drawn), [days, drawn]);
  const points = useMemo(() => pointsOf(within), [within]);
  const size = points[0]?.days.length ?? 1;
  const isIncomplete = within.some(({ is_complete }) => !is_complete);
  return (
    <Stack gap="md">
      <RangeBar runId={run.id} days={days} range={range} />
      <KpiTiles runId={run.id} days={days} range={drawn} />
      {(size > 1 || isIncomplete) && (
        <Text size="sm" c="dimmed">
          {isIncomplete && 'Dashed and faded: days that are not over in the data. '}
          {size > 1 &&
            `Each point stands for ${size} days: sums, pooled ratios, the mean DAU, WAU and MAU as of the last day.`}
        </Text>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        {dayCharts.slice(0, isWhole ? undefined : firstCharts).map((spec) => (
          <DayChartCard key={spec.definition.label} spec={spec} points={points} range={drawn} />
        ))}
      </SimpleGrid>
      {isWhole && (
        <>
          <BreakdownCard run={run} days={days} range={asked} />
          <DayTable run={run} days={within} />
        </>
      )}
    </Stack>
  );
}
