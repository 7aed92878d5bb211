import { Group, Loader, NumberInput, Select, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { formatCount } from '../../../../shared/format/number.ts';
import type { Breakdown } from '../../../../shared/ipc/daily.ts';
import type { DailyRow } from '../../../../shared/ipc/results.ts';
import type { FinishedRun } from '../../../../shared/ipc/schemas.ts';
import { type BreakdownMetric, breakdownMetrics, breakdowns } from '../../../../shared/metrics/breakdowns.ts';
import type { DayRange } from '../../../../shared/metrics/kpis.ts';
import { ChartCard } from '../../components/chart-card.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import type { Cell } from '../../lib/csv.ts';
import { formatDay, formatValue } from '../../lib/format.ts';
import { breakdownSeries, type FigureDay } from './breakdown-series.ts';
import { useBreakdown } from './daily-queries.ts';
import { DayChart } from './day-chart.tsx';
import { pointsOf } from './points.ts';

type BreakdownCardProps = { run: FinishedRun; days: readonly DailyRow[]; range: DayRange };

const metricChoices = breakdownMetrics.map((value) => ({ value, label: breakdowns[value].label }));
const columnLimits = { min: 1, max: 20 };

const wholeSpan = 'Whole span';

/** A figure of the days by event type or by any property. */
export function BreakdownCard({ run, days, range }: BreakdownCardProps) {
  const [metric, setMetric] = useState<BreakdownMetric>('events');
  const [by, setBy] = useState('event_type');
  const [top, setTop] = useState(6);
  const columns = useMemo(
    () => [
      { value: 'event_type', label: 'event type' },
      ...run.manifest.properties.map(({ key, column }) => ({ value: column, label: key })),
    ],
    [run],
  );
  const labelOf = (column: string) => columns.find(({ value }) => value === column)?.label;
  const column = labelOf(by) === undefined ? 'event_type' : by;
  const chosen = { runId: run.id, metric, by: column, top, ...range };
  const { data, error, isFetching } = useBreakdown(chosen);
  // What is drawn says what it is: that of before until the new answer is there.
  const drawn = data?.request ?? chosen;
  const { label, unit, meaning, formula, isAdditive } = breakdowns[drawn.metric];
  return (
    <BreakdownChart
      title={`${label} by ${labelOf(drawn.by) ?? 'event type'}`}
      meaning={`${meaning} ${isAdditive ? 'The parts sum to the whole.' : overlap}`}
      formula={`${formula} group by event_date, ${drawn.by}`}
      unit={unit}
      isAdditive={isAdditive}
      data={data?.answer}
      days={days}
      error={error}
      actions={
        <Group gap="xs" wrap="nowrap">
          {isFetching && <Loader size={16} aria-label="Counting" />}
          <Select
            size="xs"
            w={140}
            aria-label="Figure"
            allowDeselect={false}
            data={metricChoices}
            value={metric}
            onChange={(value) => {
              const chosen = breakdownMetrics.find((candidate) => candidate === value);
              if (chosen !== undefined) setMetric(chosen);
            }}
          />
          <Text size="sm" c="dimmed">
            by
          </Text>
          <Select
            size="xs"
            w={180}
            aria-label="Break down by"
            allowDeselect={false}
            searchable
            limit={200}
            nothingFoundMessage="No such property"
            data={columns}
            value={column}
            onChange={(value) => value !== null && setBy(value)}
          />
          <NumberInput
            size="xs"
            w={76}
            aria-label="Top values"
            {...columnLimits}
            allowDecimal={false}
            clampBehavior="strict"
            value={top}
            onChange={(value) => typeof value === 'number' && value >= 1 && setTop(value)}
          />
        </Group>
      }
    />
  );
}

const overlap =
  'A player or session with several values counts in each, so the parts overlap and do not sum to the whole; Other is a distinct count of its own.';

type BreakdownChartProps = {
  title: string;
  meaning: string;
  formula: string;
  unit: (typeof breakdowns)[BreakdownMetric]['unit'];
  isAdditive: boolean;
  data: Breakdown | undefined;
  days: readonly DailyRow[];
  error: Error | null;
  actions: React.ReactNode;
};

function BreakdownChart(props: BreakdownChartProps) {
  const { title, meaning, formula, unit, isAdditive, data, days, error, actions } = props;
  const series = useMemo(
    () => (data === undefined ? [] : breakdownSeries(data, unit, isAdditive)),
    [data, unit, isAdditive],
  );
  const points = useMemo(() => {
    const complete = new Set(days.flatMap((day) => (day.is_complete ? [day.event_date] : [])));
    const figures = (data?.dates ?? []).map(
      (date, index): FigureDay => ({ event_date: date, is_complete: complete.has(date), index }),
    );
    return pointsOf(figures);
  }, [data, days]);
  const table = useMemo(
    () => ({
      header: ['Day', ...series.map(({ label }) => label)],
      rows: [
        ...points.map(({ date, days: own }) => [date, ...series.map(({ read }) => read(own))]),
        ...(isAdditive ? [[wholeSpan, ...series.map(({ total }) => total)]] : []),
      ],
    }),
    [series, points, isAdditive],
  );
  const formatCell = (cell: Cell) =>
    typeof cell === 'string'
      ? cell === wholeSpan
        ? cell
        : formatDay(cell)
      : formatValue(Number(cell), unit);
  // Costly to draw: not again because the controls above it change.
  const chart = useMemo(
    () => <DayChart label={title} points={points} series={series} height={260} />,
    [title, points, series],
  );
  const isEmpty = data !== undefined && series.length === 0;
  return (
    <ChartCard
      definition={{ label: title, meaning, formula }}
      sql={data?.sql}
      legend={series}
      table={table}
      formatCell={formatCell}
      actions={actions}
    >
      {error !== null ? (
        <ErrorAlert title="This cannot be broken down" message={error.message} />
      ) : isEmpty ? (
        <Text c="dimmed" ta="center" py={110}>
          There is nothing of this kind in the span.
        </Text>
      ) : (
        <>
          {chart}
          <Text size="xs" c="dimmed" ta="center" mt={4} mih={18} role="status">
            {data !== undefined && formatCount(data.values, 'different value')}
            {isAdditive
              ? '; the parts sum to the whole.'
              : '; parts overlap: one with several values counts in each.'}
          </Text>
        </>
      )}
    </ChartCard>
  );
}
