import { z } from 'zod';
import { currentFormat } from '../run/migrations/migrations.ts';
import { type CheckStatus, checkResultSchema } from './check-result.ts';
import { measuredSchema } from './measured.ts';

/** `quality_report.json` as this version writes it: the verdicts, and beside them what they were judged on. */
export const qualityReportSchema = z.object({
  format_version: z.literal(currentFormat),
  run_id: z.string(),
  status: z.enum(['pass', 'warn', 'fail']),
  checks: z.array(checkResultSchema),
  measured: measuredSchema,
});
export type QualityReport = z.infer<typeof qualityReportSchema>;

const severity: Record<CheckStatus, number> = { skipped: 0, pass: 0, warn: 1, error: 2, fail: 2 };
const severities: ReadonlyMap<string, number> = new Map(Object.entries(severity));

/**
 * The gravest status among results: a check that could not be judged counts as failed, a status of another version as a
 * warning.
 */
export function overallStatus(results: readonly { readonly status: string }[]): QualityReport['status'] {
  const gravest = Math.max(0, ...results.map(({ status }) => severities.get(status) ?? 1));
  return gravest === 2 ? 'fail' : gravest === 1 ? 'warn' : 'pass';
}
