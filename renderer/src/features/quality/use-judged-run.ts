import { useMemo, useState } from 'react';
import type { FinishedRun } from '../../../../shared/ipc/schemas.ts';
import type { CheckResult } from '../../../../shared/quality/check-result.ts';
import { evaluateChecks } from '../../../../shared/quality/evaluate-checks.ts';
import type { JudgedRun } from '../../../../shared/quality/judged-run.ts';
import { overallStatus } from '../../../../shared/quality/quality-report.ts';
import { useRules } from '../../setup/rules-store.ts';

/** A check whose verdict by the rules is not the run's own. */
export type Difference = { readonly now: CheckResult; readonly before: CheckResult };

type Judgement = {
  judged: JudgedRun;
  differences: readonly Difference[];
  judgeBy: (judge: JudgedRun['judgedBy']) => void;
};

/** A run under the rules as they are set now, or under its own verdict. A moved rule re-judges at once. */
export function useJudgedRun({ manifest, report }: FinishedRun): Judgement {
  const [judgedBy, judgeBy] = useState<JudgedRun['judgedBy']>('rules');
  const rules = useRules((state) => state.config);
  const { measured } = report;
  const byRules = useMemo(() => evaluateChecks(measured, rules), [measured, rules]);
  const differences = useMemo(() => differencesBetween(byRules, report.checks), [byRules, report.checks]);
  const judged = useMemo((): JudgedRun => {
    if (judgedBy === 'run')
      return {
        manifest,
        measured,
        judgedBy,
        config: manifest.config,
        status: report.status,
        checks: report.checks,
      };
    return { manifest, measured, judgedBy, config: rules, status: overallStatus(byRules), checks: byRules };
  }, [judgedBy, manifest, measured, rules, report, byRules]);
  return { judged, differences, judgeBy };
}

function differencesBetween(now: readonly CheckResult[], before: readonly CheckResult[]): Difference[] {
  const keyOf = ({ id, column }: CheckResult) => `${id} ${column ?? ''}`;
  const earlier = new Map(before.map((result) => [keyOf(result), result]));
  return now.flatMap((result) => {
    const own = earlier.get(keyOf(result));
    return own !== undefined && own.status !== result.status ? [{ now: result, before: own }] : [];
  });
}
