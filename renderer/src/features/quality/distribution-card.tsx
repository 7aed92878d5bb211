import { Text } from '@mantine/core';
import { formatNumber } from '../../../../shared/format/number.ts';
import type { QualityDefinition } from '../../../../shared/quality/check.ts';
import { ChartCard } from '../../components/chart-card.tsx';
import type { Axis } from './axes.ts';
import { Histogram } from './histogram.tsx';

type DistributionCardProps = {
  definition: QualityDefinition;
  sql: string;
  axis: Axis;
  mark?: { at: number; label: string } | undefined;
  /** A sentence under the chart. */
  note: string;
};

/** A distribution as a chart that can be kept, or read as a table. */
export function DistributionCard({ definition, sql, axis, mark, note }: DistributionCardProps) {
  const { label, unit } = definition;
  const filled = axis.bars.filter(({ count }) => count > 0);
  return (
    <ChartCard
      definition={definition}
      sql={sql}
      table={{ header: ['Range', unit], rows: filled.map(({ label: range, count }) => [range, count]) }}
      formatCell={(cell) => (typeof cell === 'number' ? formatNumber(cell) : String(cell))}
    >
      <Histogram bars={axis.bars} ticks={axis.ticks} mark={mark} label={label} unit={unit} />
      {/* Two lines, so that what stands below each of two cards is on one height. */}
      <Text size="xs" c="dimmed" mt={4} mih={34}>
        {note}
      </Text>
    </ChartCard>
  );
}
