import { useComputedColorScheme } from '@mantine/core';
import { useCallback } from 'react';
import { heatmapDefinition } from '../../../../shared/metrics/cohort-views.ts';
import { ChartCard } from '../../components/chart-card.tsx';
import type { Cell } from '../../lib/csv.ts';
import { toggleCohort } from './cohort-view-store.ts';
import { valueText } from './figures.ts';
import { Heatmap } from './heatmap.tsx';
import { HeatmapLegend } from './heatmap-legend.tsx';
import { type HeatmapModel, heatmapTable } from './heatmap-model.ts';
import { heatmapPicture } from './heatmap-picture.ts';

type HeatmapCardProps = { model: HeatmapModel; sql: string; colors: ReadonlyMap<string, string> };

// Columns of the table before those of the periods.
const leading = 4;

/** The heatmap in its frame. */
export function HeatmapCard({ model, sql, colors }: HeatmapCardProps) {
  const scheme = useComputedColorScheme('light');
  const { measure, isRolling } = model.shown;
  const definition = heatmapDefinition(measure, isRolling, model.period);
  const formatCell = useCallback(
    (cell: Cell, column: number) =>
      typeof cell === 'number' && column >= leading
        ? valueText(cell, measure)
        : cell === null
          ? ''
          : String(cell),
    [measure],
  );
  return (
    <ChartCard
      definition={definition}
      sql={sql}
      table={() => heatmapTable(model)}
      formatCell={formatCell}
      picture={() => heatmapPicture(model, definition.label, scheme)}
    >
      <Heatmap model={model} label={definition.label} colors={colors} onToggle={toggleCohort} />
      <HeatmapLegend model={model} />
    </ChartCard>
  );
}
