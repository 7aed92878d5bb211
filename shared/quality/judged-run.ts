import type { StoredConfig } from '../config/stored-config.ts';
import type { StoredManifest } from '../run/stored-manifest.ts';
import type { StoredCheck, StoredMeasured } from './stored-report.ts';

/** A finished run under a verdict: its own, or that of the rules as they are set since. */
export type JudgedRun = {
  manifest: StoredManifest;
  measured: StoredMeasured;
  judgedBy: 'run' | 'rules';
  /** The thresholds of the verdict. */
  config: StoredConfig;
  status: string;
  checks: readonly StoredCheck[];
};

/** The parts of a configuration that a verdict depends on: neither the machine nor where alerts go. */
export function thresholdsOf({ monitoring: _, resources: __, ...thresholds }: StoredConfig) {
  return thresholds;
}
