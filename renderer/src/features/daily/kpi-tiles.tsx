import { Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconArrowDownRight, IconArrowRight, IconArrowUpRight } from '@tabler/icons-react';
import { useMemo } from 'react';
import { formatCount, formatNumber } from '../../../../shared/format/number.ts';
import type { DailyRow } from '../../../../shared/ipc/results.ts';
import { type DayRange, kpiSql } from '../../../../shared/metrics/kpis.ts';
import {
  type KpiFigure,
  type KpiReading,
  measureKpis,
  type NoChange,
} from '../../../../shared/metrics/measure-kpis.ts';
import { FigureTile } from '../../components/figure-tile.tsx';
import { formatChange, formatDay, formatPoints, formatValue, noValue } from '../../lib/format.ts';
import { usePlayersInRange } from './daily-queries.ts';

type KpiTilesProps = { runId: string; days: readonly DailyRow[]; range: DayRange };

const reasons: Readonly<Record<NoChange, string>> = {
  no_earlier_days: 'no earlier span to compare',
  short_window: 'earlier days lack a full window',
  no_base: 'nothing to compare with',
};

/** The figures of the span, each with its change against the span of equal length just before. */
export function KpiTiles({ runId, days, range }: KpiTilesProps) {
  const reading = useMemo(() => measureKpis(days, range), [days, range]);
  return (
    <Stack gap="xs" component="section" aria-label="Key figures">
      <SimpleGrid cols={{ base: 4, xl: 8 }} spacing="sm">
        {reading.figures.map((figure) => (
          <KpiTile key={figure.kpi.id} figure={figure} reading={reading} range={range} />
        ))}
        <PlayersTile runId={runId} range={range} />
      </SimpleGrid>
      <Text size="sm" c="dimmed">
        {spanText(reading)}
      </Text>
    </Stack>
  );
}

function KpiTile({ figure, reading, range }: { figure: KpiFigure; reading: KpiReading; range: DayRange }) {
  const { kpi, value, previous, change, noChange, isWindowWhole } = figure;
  const note = isWindowWhole ? null : `fewer than ${kpi.windowDays} days of data before`;
  return (
    <FigureTile label={kpi.label} definition={kpi} sql={kpiSql(kpi, reading.counted ?? range)}>
      <Text fz={24} fw={650} lh={1.2} className="numeric" data-kpi={kpi.id}>
        {formatValue(value, kpi.unit)}
      </Text>
      {change === null ? (
        <Text size="xs" c="dimmed">
          {value === null ? 'no complete day' : (note ?? reasons[noChange ?? 'no_base'])}
        </Text>
      ) : (
        <Group gap={4} wrap="wrap">
          <Change change={change} text={changeText(figure)} />
          <Text size="xs" c="dimmed" className="numeric">
            from {formatValue(previous, kpi.unit)}
          </Text>
        </Group>
      )}
    </FigureTile>
  );
}

function PlayersTile({ runId, range }: { runId: string; range: DayRange }) {
  const { data, error } = usePlayersInRange(runId, range);
  return (
    <FigureTile label={playersInRange.label} definition={playersInRange} sql={data?.sql}>
      <Text fz={24} fw={650} lh={1.2} className="numeric" data-kpi="players">
        {data === undefined ? noValue : formatNumber(data.players)}
      </Text>
      <Text size="xs" c="dimmed">
        {error === null ? 'distinct over the span' : error.message}
      </Text>
    </FigureTile>
  );
}

const playersInRange = {
  label: 'Players',
  meaning:
    'Distinct players active on any complete day of the span. One who comes on many days counts once, so it is no sum of DAU.',
  formula: 'count(distinct player_id) of active events in the span',
};

/** A share's change is told in points: that of a percentage in per cents reads like another percentage. */
function changeText({ kpi, value, previous, change }: KpiFigure): string {
  if (kpi.unit === 'share' && value !== null && previous !== null) return formatPoints(value - previous);
  return formatChange(change ?? 0);
}

function Change({ change, text }: { change: number; text: string }) {
  const [Icon, color] =
    change > 0
      ? [IconArrowUpRight, 'light-dark(var(--mantine-color-teal-light-color), var(--mantine-color-teal-4))']
      : change < 0
        ? [IconArrowDownRight, 'light-dark(var(--mantine-color-red-light-color), var(--mantine-color-red-4))']
        : [IconArrowRight, 'var(--mantine-color-dimmed)'];
  return (
    <Group gap={2} wrap="nowrap" c={color}>
      <Icon size={14} aria-hidden />
      <Text size="xs" fw={600} className="numeric" data-change>
        {text}
      </Text>
    </Group>
  );
}

function spanText({ counted, days, incompleteDays, previous }: KpiReading): string {
  const left = incompleteDays > 0 ? ` ${formatCount(incompleteDays, 'incomplete day')} left out.` : '';
  if (counted === null) return `No complete day in this span.${left}`;
  const span = `${formatCount(days, 'complete day')}, ${formatDay(counted.from)} to ${formatDay(counted.to)}`;
  return previous === null
    ? `${span}; the data hold no equally long span before.${left}`
    : `${span}, against ${formatDay(previous.from)} to ${formatDay(previous.to)}.${left}`;
}
