import { Group, Paper, Stack, Text } from '@mantine/core';
import { formatDay, formatValue } from '../../lib/format.ts';
import type { DrawnSeries } from './day-chart.tsx';
import type { Point } from './points.ts';

type DayTooltipProps<Row> = { point: Point<Row>; series: readonly DrawnSeries<Row>[] };

/** All figures of a point in full. */
export function DayTooltip<Row>({ point, series }: DayTooltipProps<Row>) {
  return (
    <Paper withBorder shadow="md" p="xs" radius="md">
      <Text size="xs" fw={600} mb={4}>
        {dayText(point)}
        {!point.isComplete && ' (incomplete)'}
      </Text>
      <Stack gap={2}>
        {series.map(({ label, unit, color, read }) => (
          <Group key={label} gap="xs" justify="space-between" wrap="nowrap">
            <Group gap={6} wrap="nowrap">
              <span aria-hidden style={{ width: 10, height: 10, borderRadius: 3, background: color }} />
              <Text size="xs" truncate maw={220}>
                {label}
              </Text>
            </Group>
            <Text size="xs" fw={600} className="numeric">
              {formatValue(read(point.days), unit)}
            </Text>
          </Group>
        ))}
      </Stack>
    </Paper>
  );
}

/** A point's day, or its first and last one. */
function dayText({ date, lastDate }: Pick<Point<unknown>, 'date' | 'lastDate'>): string {
  return date === lastDate ? formatDay(date) : `${formatDay(date)} – ${formatDay(lastDate)}`;
}
