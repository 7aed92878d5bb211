import { Alert, Center, Loader, Paper, Stack, Text } from '@mantine/core';
import { IconGridDots } from '@tabler/icons-react';
import { useMemo } from 'react';
import { formatNumber } from '../../../../shared/format/number.ts';
import type { CohortMatrix } from '../../../../shared/ipc/cohorts.ts';
import type { FinishedRun } from '../../../../shared/ipc/schemas.ts';
import type { Period } from '../../../../shared/metrics/periods.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { seriesColor } from '../../components/series-colors.ts';
import { ResultScreen } from '../../results/result-screen.tsx';
import { Breakdown } from './breakdown-card.tsx';
import { CohortControls } from './cohort-controls.tsx';
import { useCohortMatrix } from './cohort-queries.ts';
import { useCohortView } from './cohort-view-store.ts';
import { parseColumns } from './columns.ts';
import { CurvesCard } from './curves-card.tsx';
import type { Curve } from './curves-chart.tsx';
import { cohortFigures, pooledFigures } from './figures.ts';
import { HeatmapCard } from './heatmap-card.tsx';
import { cohortCells, heatmapModel } from './heatmap-model.ts';
import { cohortText } from './period-text.ts';
import { RetentionTiles } from './retention-tiles.tsx';

/** Players by when they came, and how many come back. */
export function CohortsScreen() {
  return (
    <ResultScreen
      title="Cohorts"
      lead="Players by when they came, and how many come back."
      icon={IconGridDots}
    >
      {(run) => <Cohorts key={run.id} run={run} />}
    </ResultScreen>
  );
}

function Cohorts({ run }: { run: FinishedRun }) {
  const period = useCohortView((view) => view.period);
  const { data, error, isPlaceholderData } = useCohortMatrix(run.id, period);
  const { calendar } = run.manifest;
  if (error !== null) return <ErrorAlert title="The cohorts cannot be read" message={error.message} />;
  if (data === undefined)
    return (
      <Center mih={560}>
        <Loader aria-label="Reading cohorts" />
      </Center>
    );
  if (data.matrix.cohorts.length === 0 || calendar === null)
    return (
      <EmptyState icon={IconGridDots} title="No cohorts">
        This run has no player with an active event. Which events count as active is the rule
        aggregation.active_event_types.
      </EmptyState>
    );
  return <Views run={run} {...data} firstDate={calendar.first_date} isBusy={isPlaceholderData} />;
}

type ViewsProps = {
  run: FinishedRun;
  matrix: CohortMatrix;
  /** What the matrix is by: until its answer is there, another than the chosen one. */
  period: Period;
  firstDate: string;
  isBusy: boolean;
};

function Views({ run, matrix, period, firstDate, isBusy }: ViewsProps) {
  const { isRolling, measure: wanted, scale, columns: texts, chosen } = useCohortView();
  const { properties, config } = run.manifest;
  const hasRevenue = matrix.cohorts[0]?.revenue !== null;
  const measure = wanted === 'ltv' && !hasRevenue ? 'share' : wanted;
  const shown = useMemo(() => ({ measure, isRolling }), [measure, isRolling]);
  const last = matrix.cohorts.reduce((most, { active }) => Math.max(most, active.length), 0) - 1;
  const text = texts[period];
  const columns = useMemo(() => parseColumns(text, last), [text, last]);
  const numbers = useMemo(() => {
    const all = parseColumns('', last);
    return columns.ok ? columns.numbers : all.ok ? all.numbers : [];
  }, [columns, last]);
  const cells = useMemo(() => cohortCells(matrix, numbers), [matrix, numbers]);
  const model = useMemo(
    () => heatmapModel({ matrix, cells, columns: numbers, period, shown, scale, firstDate }),
    [matrix, cells, numbers, period, shown, scale, firstDate],
  );
  const colors = useMemo(() => new Map(chosen.map((start, index) => [start, seriesColor(index)])), [chosen]);
  const curves = useMemo(() => curvesOf(matrix, colors, period), [matrix, colors, period]);
  const unlisted = matrix.cohortCount - matrix.cohorts.length;
  return (
    <>
      <RetentionTiles tiles={matrix.tiles} isRolling={isRolling} sql={matrix.sql.tiles} />
      <Paper withBorder p="md" pb={6} component="section" aria-label="View">
        <CohortControls
          columns={columns}
          measure={measure}
          noRevenue={
            hasRevenue
              ? null
              : `Revenue per player is not there: no event of this run holds a number in "${config.aggregation.revenue_property}".`
          }
        />
      </Paper>
      {unlisted > 0 && (
        <Alert color="blue" title="Not every cohort is listed">
          <Text size="sm">
            The latest {formatNumber(matrix.cohorts.length)} of {formatNumber(matrix.cohortCount)} cohorts are
            listed; the average and the tiles rest on all of them. Weeks or months show them together.
          </Text>
        </Alert>
      )}
      <Stack gap="lg" aria-busy={isBusy} opacity={isBusy ? 0.6 : 1}>
        <HeatmapCard model={model} sql={matrix.sql} colors={colors} />
        <CurvesCard curves={curves} shown={shown} period={period} sql={matrix.sql.pooled} />
      </Stack>
      <Breakdown runId={run.id} properties={properties} period={period} shown={shown} />
    </>
  );
}

function curvesOf(matrix: CohortMatrix, colors: ReadonlyMap<string, string>, period: Period): Curve[] {
  const average: Curve = {
    key: 'average',
    label: 'Pooled average',
    color: 'var(--mantine-color-text)',
    isThick: true,
    cells: matrix.pooled.size.map((_, n) => pooledFigures(matrix.pooled, n)),
  };
  const cohorts = [...colors].flatMap(([start, color]): Curve[] => {
    const cohort = matrix.cohorts.find((one) => one.start === start);
    if (cohort === undefined) return [];
    const cells = cohort.active.map((_, n) => cohortFigures(cohort, n));
    return [{ key: start, label: cohortText(start, period), color, cells }];
  });
  return [average, ...cohorts];
}
