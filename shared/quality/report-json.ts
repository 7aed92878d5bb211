import { type JudgedRun, thresholdsOf } from './judged-run.ts';

/** The quality report of a run as JSON text: the verdict as it is judged, what it was judged on, and the run it is of. */
export function reportJson({ manifest, measured, judgedBy, config, status, checks }: JudgedRun): string {
  const { run_id, app_version, engine_version, started_at, finished_at, as_of } = manifest;
  const { inputs, reconciliation, metrics, quarantined, calendar, properties, rest_keys } = manifest;
  const report = {
    run: { run_id, app_version, engine_version, started_at, finished_at, as_of },
    judged_by: judgedBy,
    thresholds: thresholdsOf(config),
    status,
    checks,
    inputs,
    reconciliation,
    metrics,
    quarantined,
    calendar,
    properties,
    rest_keys,
    measured,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
