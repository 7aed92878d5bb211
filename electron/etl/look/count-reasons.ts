import type { LineCounts } from '../../../shared/ipc/dataset.ts';

type ReasonCount = LineCounts['reasons'][number];

/** The counts where there are no lines. */
export const noLines: LineCounts = { lines: 0, events: 0, rejected: 0, duplicates: 0, blank: 0, reasons: [] };

/** Lines that are no events: blank ones, and rejected ones in all and by reason, the most frequent first. */
export function countReasons(
  counts: readonly ReasonCount[],
): Pick<LineCounts, 'blank' | 'rejected' | 'reasons'> {
  const isBlank = ({ reason }: ReasonCount) => reason === 'blank_line';
  const reasons = counts.filter((one) => !isBlank(one));
  reasons.sort((a, b) => b.lines - a.lines || (a.reason < b.reason ? -1 : 1));
  return {
    blank: counts.find(isBlank)?.lines ?? 0,
    rejected: reasons.reduce((sum, { lines }) => sum + lines, 0),
    reasons,
  };
}
