import { Button, Text } from '@mantine/core';
import { cohortCurves } from '../../../../shared/metrics/cohort-views.ts';
import type { Period } from '../../../../shared/metrics/periods.ts';
import { ChartCard } from '../../components/chart-card.tsx';
import { useCohortView } from './cohort-view-store.ts';
import { type Curve, CurvesChart, curvesTable } from './curves-chart.tsx';
import { type Shown, valueText } from './figures.ts';

type CurvesCardProps = { curves: readonly Curve[]; shown: Shown; period: Period; sql: string };

/** The curves of the chosen cohorts and of the average. */
export function CurvesCard({ curves, shown, period, sql }: CurvesCardProps) {
  const hasChosen = curves.length > 1;
  return (
    <ChartCard
      definition={cohortCurves}
      sql={sql}
      legend={curves}
      table={() => curvesTable(curves, shown, period)}
      formatCell={(cell, column) =>
        typeof cell === 'number' && column > 0 ? valueText(cell, shown.measure) : String(cell ?? '–')
      }
      actions={
        <>
          <Text size="sm" c="dimmed">
            Click a cohort above, or press Enter on it, to draw its curve.
          </Text>
          <Button
            size="compact-sm"
            variant="default"
            // It keeps the focus where it has done its work.
            aria-disabled={!hasChosen}
            data-disabled={!hasChosen}
            onClick={() => useCohortView.setState({ chosen: [] })}
          >
            Average only
          </Button>
        </>
      }
    >
      <CurvesChart label={cohortCurves.label} curves={curves} shown={shown} period={period} />
    </ChartCard>
  );
}
