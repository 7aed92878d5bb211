import { Center, Text } from '@mantine/core';
import { useMemo } from 'react';
import type { DailyRow } from '../../../../shared/ipc/results.ts';
import type { DayRange } from '../../../../shared/metrics/kpis.ts';
import { outputFiles } from '../../../../shared/run/outputs.ts';
import { ChartCard } from '../../components/chart-card.tsx';
import type { Cell } from '../../lib/csv.ts';
import { formatDay, formatValue } from '../../lib/format.ts';
import { DayChart } from './day-chart.tsx';
import type { DayChartSpec } from './day-charts.ts';
import type { Point } from './points.ts';

type DayChartCardProps = { spec: DayChartSpec; points: readonly Point<DailyRow>[]; range: DayRange };

/** One of the charts over days, in its frame. */
export function DayChartCard({ spec, points, range }: DayChartCardProps) {
  const { definition, columns, series } = spec;
  const table = useMemo(
    () => ({
      header: ['Day', ...series.map(({ label }) => label), 'Complete'],
      rows: points.map(({ date, days, isComplete }) => [
        date,
        ...series.map(({ read }) => read(days)),
        isComplete,
      ]),
    }),
    [series, points],
  );
  const legend = useMemo(
    () =>
      series.map(({ label, color, axis }) => ({
        label: axis === 'right' ? `${label} (right axis)` : label,
        color,
      })),
    [series],
  );
  const formatCell = (cell: Cell, column: number) => {
    const unit = series[column - 1]?.unit;
    if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
    if (typeof cell === 'string') return formatDay(cell);
    return formatValue(cell, unit ?? 'events');
  };
  const sql = [
    `SELECT event_date, ${columns.join(', ')}, is_complete`,
    `FROM ${outputFiles.daily}`,
    `WHERE event_date BETWEEN '${range.from}' AND '${range.to}'`,
    'ORDER BY event_date',
  ].join('\n');
  return (
    <ChartCard definition={definition} sql={sql} legend={legend} table={table} formatCell={formatCell}>
      {points.some(({ days }) => series.some(({ read }) => read(days) !== null)) ? (
        <DayChart label={definition.label} points={points} series={series} />
      ) : (
        <Center h={240}>
          <Text c="dimmed">No event of the run holds a value for this.</Text>
        </Center>
      )}
    </ChartCard>
  );
}
