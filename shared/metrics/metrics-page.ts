import { qualityDefinitions } from '../quality/check-definitions.ts';
import { checkIds, checks } from '../quality/checks.ts';
import { breakdowns } from './breakdowns.ts';
import { cohortColumns } from './cohort-metrics.ts';
import { cohortCurves, heatmapDefinition, pooledAverage } from './cohort-views.ts';
import { checkTrend, dauOverlay, retentionDifference, retentionOfBoth } from './comparisons.ts';
import { dailyColumns } from './daily-metrics.ts';
import type { FigureDefinition } from './figure-definition.ts';
import { kpis } from './kpis.ts';
import { runFigures } from './run-figures.ts';

const retention = [false, true].map((isRolling) => heatmapDefinition('share', isRolling, 'day'));

/** `docs/metrics.md`: every definition the screens show, as one page. */
export function metricsPage(): string {
  return [
    '# Metrics',
    'What every figure means, as the screens say it too: written from `shared/metrics` and `shared/quality` by `npm run docs`. The edges of each rule stand in [definitions.md](definitions.md).',
    section('Days: `daily_metrics.parquet`', dailyColumns.map(withColumn)),
    section('Cohorts: `retention_cohorts.parquet`', cohortColumns.map(withColumn)),
    section('Key figures over a span of days', kpis),
    section('Breakdowns', Object.values(breakdowns)),
    section('Views of cohorts', [
      ...retention,
      heatmapDefinition('ltv', false, 'day'),
      pooledAverage,
      cohortCurves,
    ]),
    section('A run as a whole', Object.values(runFigures)),
    section('Two runs compared', [dauOverlay, retentionOfBoth, retentionDifference]),
    section('Checks over runs', checkIds.map(checkTrend)),
    section('Quality checks', Object.values(checks)),
    section('Figures of quality', Object.values(qualityDefinitions)),
  ]
    .join('\n\n')
    .concat('\n');
}

function withColumn({
  column,
  label,
  meaning,
  formula,
}: FigureDefinition & { column: string }): FigureDefinition {
  return { label: `${label} (\`${column}\`)`, meaning, formula };
}

function section(title: string, entries: readonly FigureDefinition[]): string {
  const rows = entries.map(
    ({ label, meaning, formula }) => `| ${cell(label)} | ${cell(meaning)} | \`${cell(formula)}\` |`,
  );
  return [`## ${title}`, '', '| figure | meaning | formula |', '| --- | --- | --- |', ...rows].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', '; ');
}
