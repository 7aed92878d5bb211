import { formatCount, formatNumber } from '../../shared/format/number.ts';
import { formatBytes, formatRate, formatSeconds } from '../../shared/format/quantity.ts';
import { visibleLine } from '../../shared/format/visible-text.ts';
import { type CheckResult, checkStatuses } from '../../shared/quality/check-result.ts';
import type { QualityReport } from '../../shared/quality/quality-report.ts';
import type { Manifest } from '../../shared/run/manifest.ts';

/** A committed run, for people. */
export function runText(manifest: Manifest, report: QualityReport, outputDir: string): string {
  const { calendar, outputs } = manifest;
  const days = calendar
    ? `${calendar.first_date} to ${calendar.last_date}, complete up to ${calendar.last_complete_date}`
    : 'none: no event counts in the metrics';
  const files = outputs.map(({ name, rows, size_bytes }) => [
    name,
    rows === null ? '' : formatCount(rows, 'row'),
    formatBytes(size_bytes),
  ]);
  return linesOf([
    `Lines    ${reconciliationText(manifest)}`,
    `Days     ${days}`,
    ...checkLines(report),
    `Outputs  ${outputDir}`,
    ...table(files),
    `Done in ${paceText(manifest)}.`,
  ]);
}

/** A judged input, for people. */
export function checkText(report: QualityReport): string {
  const { measured } = report;
  const counts = [
    formatCount(measured.events, 'event'),
    `${formatNumber(measured.rejected.count)} rejected`,
    `${formatNumber(measured.duplicates.count)} duplicates`,
  ];
  return linesOf([`Events   ${counts.join(', ')}`, ...checkLines(report)]);
}

/** `2 s, 310,000 lines/s` */
export function paceText({ metrics }: Manifest): string {
  return `${formatSeconds(metrics.processing_time_seconds)}, ${formatRate(metrics.throughput, 'lines')}`;
}

/** The five numbers, as the sum they are. */
export function reconciliationText({ reconciliation }: Manifest): string {
  const { lines, events_cleaned, events_rejected, duplicates_removed, blank_lines } = reconciliation;
  const parts = [
    `${formatNumber(events_cleaned)} cleaned`,
    `${formatNumber(events_rejected)} rejected`,
    `${formatNumber(duplicates_removed)} duplicates`,
    `${formatNumber(blank_lines)} blank`,
  ];
  return `${formatNumber(lines)} = ${parts.join(' + ')}`;
}

/** `pass 18, warn 2`: the statuses that occur. */
export function checkCounts({ checks }: QualityReport): string {
  return checkStatuses
    .map((status) => ({ status, count: checks.filter((check) => check.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${status} ${formatNumber(count)}`)
    .join(', ');
}

/** Each is one line, whatever the names and data in it. */
function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${visibleLine(line)}\n`).join('');
}

/** The counts, then a line for each finding. */
function checkLines(report: QualityReport): string[] {
  const findings = report.checks.filter(({ status }) => status !== 'pass' && status !== 'skipped');
  return [`Checks   ${checkCounts(report)}`, ...findings.map(findingLine)];
}

function findingLine({ id, status, message, samples: [first] }: CheckResult): string {
  return `  ${status.padEnd(5)}  ${id}: ${message}${first ? ` First at ${first.file}:${first.line}.` : ''}`;
}

/** Rows of cells as indented columns, numbers (all but the first column) to the right. */
function table(rows: readonly string[][]): string[] {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows.map((row) => {
    const cells = row.map((cell, at) => (at === 0 ? cell.padEnd(width(at)) : cell.padStart(width(at))));
    return `  ${cells.join('  ')}`;
  });
}
