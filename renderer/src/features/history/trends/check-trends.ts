import type { TrendPoint } from '../../../../../shared/ipc/history.ts';
import { checkTrend } from '../../../../../shared/metrics/comparisons.ts';
import type { FigureDefinition } from '../../../../../shared/metrics/figure-definition.ts';
import type { CheckResult } from '../../../../../shared/quality/check-result.ts';
import { checkIds } from '../../../../../shared/quality/checks.ts';
import type { TrendRow } from './trend-card.tsx';

type CheckTrend = { id: CheckResult['id']; definition: FigureDefinition; unit: string; rows: TrendRow[] };

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
    return [{ id, definition: checkTrend(id), unit, rows }];
  });
}
