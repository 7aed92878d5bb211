import type { EtlConfig } from '../config/schema.ts';
import type { Manifest } from '../run/manifest.ts';
import type { CheckResult } from './check-result.ts';
import type { Measured } from './measured.ts';
import type { QualityReport } from './quality-report.ts';

/** A finished run under a verdict: its own, or that of the rules as they are set since. */
export type JudgedRun = {
  manifest: Manifest;
  measured: Measured;
  judgedBy: 'run' | 'rules';
  /** The thresholds of the verdict. */
  config: EtlConfig;
  status: QualityReport['status'];
  checks: readonly CheckResult[];
};

/** The parts of a configuration that a verdict depends on: neither the machine nor where alerts go. */
export function thresholdsOf({ quality_checks, aggregation, ingest, strict_mode }: EtlConfig) {
  return { quality_checks, aggregation, ingest, strict_mode };
}
