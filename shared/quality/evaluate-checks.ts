import type { EtlConfig } from '../config/schema.ts';
import type { Finding } from './check.ts';
import type { CheckResult, CheckStatus } from './check-result.ts';
import { checkIds, checks } from './checks.ts';
import type { AllMeasured, Measured, PartlyMeasured } from './measured.ts';

/**
 * Judges what was measured by the thresholds of a config: pure, so that a moved threshold re-judges a finished run at
 * once. Lenient findings are `warn`; in strict mode they are `fail`. `skipped`: switched off, nothing to judge, or not
 * measured by the version that made the run.
 * @param said what messages call the names of a config
 * @returns one result a check, and one a column where it judges columns, in a fixed order.
 */
export function evaluateChecks(
  measured: PartlyMeasured,
  config: EtlConfig,
  said: (name: string) => string = (name) => name,
): CheckResult[] {
  return checkIds.flatMap((id) => {
    const { judges, judge, isStrict, unit } = checks[id];
    const findings = hasAll(measured, judges) ? judge(measured, config, said) : [unmeasured];
    return findings.map((finding): CheckResult => {
      const { passes, measured: figure, threshold, message, samples = [], column = null } = finding;
      const status = statusOf(passes, isStrict || config.strict_mode);
      return { id, column, status, measured: figure, threshold, unit, message, samples: [...samples] };
    });
  });
}

const unmeasured: Omit<Finding, 'threshold'> & { threshold: null } = {
  passes: null,
  measured: null,
  threshold: null,
  message: 'Not measured by the version of the app that made this run.',
};

/** Whether what a check judges was measured: it reads no more of it. */
function hasAll(measured: PartlyMeasured, figures: readonly (keyof Measured)[]): measured is AllMeasured {
  return figures.every((figure) => measured[figure] !== undefined);
}

function statusOf(passes: boolean | null, isStrict: boolean): CheckStatus {
  if (passes === null) return 'skipped';
  return passes ? 'pass' : isStrict ? 'fail' : 'warn';
}
