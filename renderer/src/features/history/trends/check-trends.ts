import type { TrendPoint } from '../../../../../shared/ipc/history.ts';
import type { FigureDefinition } from '../../../../../shared/metrics/figure-definition.ts';
import { checkDefinitions } from '../../../../../shared/quality/check-definitions.ts';
import { type CheckResult, checkIds } from '../../../../../shared/quality/check-result.ts';
import type { TrendRow } from './trend-card.tsx';

type CheckTrend = { definition: FigureDefinition; unit: string; rows: TrendRow[] };

/** Each check over runs, with its threshold at the time; checks that never measured anything are left out. */
export function checkTrends(points: readonly TrendPoint[]): CheckTrend[] {
  return checkIds.flatMap((id): CheckTrend[] => {
    const rows = points.map(({ startedAt, checks }, index): TrendRow => {
      const check = checks.find((one) => one.id === id);
      const { measured = null, threshold = null, status = null } = check ?? {};
      return { run: index + 1, startedAt, measured, threshold, status };
    });
    if (rows.every(({ measured }) => measured === null)) return [];
    const unit = points.flatMap(({ checks }) => checks.filter((one) => one.id === id))[0]?.unit ?? '';
    return [{ definition: definitionOf(id), unit, rows }];
  });
}

function definitionOf(id: CheckResult['id']): FigureDefinition {
  const isByColumn = id === 'max_null_percentage';
  return {
    label: checkDefinitions[id].label,
    meaning: `What the check ${id} measured in each run${isByColumn ? ', for its gravest column' : ''}, and the threshold it was held against.`,
    formula: 'measured and threshold of the check in quality_report.json',
  };
}
