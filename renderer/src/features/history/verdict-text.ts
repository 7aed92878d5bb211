import { formatNumber } from '../../../../shared/format/number.ts';
import type { HistoryEntry } from '../../../../shared/ipc/history.ts';
import type { CheckStatus } from '../../../../shared/quality/check-result.ts';
import { stageLabels } from '../../../../shared/run/stage-labels.ts';

/** How many results of checks passed, and how many did not: `14 pass, 2 warn`. */
export function checkCountsText(counts: Readonly<Record<CheckStatus, number>>): string {
  const told = (['pass', 'warn', 'fail', 'error'] as const).filter(
    (status) => status === 'pass' || counts[status] > 0,
  );
  return told.map((status) => `${formatNumber(counts[status])} ${status}`).join(', ');
}

/** How far a run came that did not finish. */
export function stageText({ stage }: Pick<HistoryEntry, 'stage'>): string {
  return stage === null ? 'Before it began' : `At: ${stageLabels[stage]}`;
}
