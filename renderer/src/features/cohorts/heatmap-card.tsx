import { Group, Text, useComputedColorScheme } from '@mantine/core';
import { useCallback } from 'react';
import { formatNumber } from '../../../../shared/format/number.ts';
import type { CohortMatrix } from '../../../../shared/ipc/cohorts.ts';
import { heatmapDefinition, pooledAverage } from '../../../../shared/metrics/cohort-views.ts';
import { ChartCard } from '../../components/chart-card.tsx';
import { Definition } from '../../components/definition.tsx';
import type { Cell } from '../../lib/csv.ts';
import { toggleCohort } from './cohort-view-store.ts';
import { valueText } from './figures.ts';
import { Heatmap } from './heatmap.tsx';
import { HeatmapLegend } from './heatmap-legend.tsx';
import { type HeatmapModel, heatmapTable } from './heatmap-model.ts';
import { heatmapPicture } from './heatmap-picture.ts';

type HeatmapCardProps = {
  model: HeatmapModel;
  sql: CohortMatrix['sql'];
  colors: ReadonlyMap<string, string>;
};

// Columns of the table before those of the periods.
const leading = 4;

/** The heatmap in its frame. */
export function HeatmapCard({ model, sql, colors }: HeatmapCardProps) {
  const scheme = useComputedColorScheme('light');
  const { measure, isRolling } = model.shown;
  const definition = heatmapDefinition(measure, isRolling, model.period);
  const formatCell = useCallback(
    (cell: Cell, column: number) =>
      typeof cell === 'number'
        ? column >= leading
          ? valueText(cell, measure)
          : formatNumber(cell)
        : cell === null
          ? ''
          : String(cell),
    [measure],
  );
  return (
    <ChartCard
      definition={definition}
      sql={sql.cells}
      table={() => heatmapTable(model)}
      formatCell={formatCell}
      picture={() => heatmapPicture(model, definition.label, scheme)}
      actions={
        <Group gap={4} wrap="nowrap">
          <Text size="sm" c="dimmed">
            Average: pooled over complete cells
          </Text>
          <Definition of={pooledAverage} sql={sql.pooled} />
        </Group>
      }
    >
      <Heatmap model={model} label={definition.label} colors={colors} onToggle={toggleCohort} />
      <HeatmapLegend model={model} />
    </ChartCard>
  );
}
