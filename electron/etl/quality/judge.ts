import { DataQualityError } from '../../../shared/errors.ts';
import { formatCount } from '../../../shared/format/number.ts';
import type { QualityReport } from '../../../shared/quality/quality-report.ts';
import type { Logger } from '../../../shared/run/logger.ts';

/** Logs every finding with the place of its first sample. */
export function logFindings({ checks }: QualityReport, logger: Logger): void {
  for (const { id, status, message, samples } of checks) {
    if (status === 'pass' || status === 'skipped') continue;
    const [first] = samples;
    const place = first ? ` First at ${first.file}:${first.line}.` : '';
    logger.warn(`Quality check ${id}: ${message}${place}`, 'check');
  }
}

/** @throws DataQualityError with every failed check, where one failed */
export function assertAcceptable({ checks }: QualityReport): void {
  const failed = checks.filter(({ status }) => status === 'fail' || status === 'error');
  if (failed.length === 0) return;
  throw new DataQualityError([
    `${formatCount(failed.length, 'quality check')} failed in strict mode; nothing was written.`,
    ...failed.map(({ id, message }) => `  ${id}: ${message}`),
  ]);
}
