import { formatNumber } from '../../../../shared/format/number.ts';
import type { HistoryEntry } from '../../../../shared/ipc/history.ts';
import { stages } from '../../../../shared/run/progress.ts';
import { stageLabels } from '../../../../shared/run/stage-labels.ts';

/** How many results of checks passed, and how many did not: `14 pass, 2 warn`; those of other versions by their own word. */
export function checkCountsText(counts: Readonly<Record<string, number>>): string {
  const known = ['pass', 'warn', 'fail', 'error'].filter((status) => status === 'pass' || status in counts);
  const others = Object.keys(counts).filter((status) => !known.includes(status) && status !== 'skipped');
  return [...known, ...others].map((status) => `${formatNumber(counts[status] ?? 0)} ${status}`).join(', ');
}

/** How far a run came that did not finish; nothing for one that cannot be read. */
export function stageText({ stage, outcome }: Pick<HistoryEntry, 'stage' | 'outcome'>): string {
  if (outcome === 'unreadable') return '';
  if (stage === null) return 'Before it began';
  const known = stages.find((one) => one === stage);
  return `At: ${known === undefined ? stage : stageLabels[known]}`;
}
