type ReasonCount = { reason: string; lines: number };

/** Lines that are no events: blank ones, and rejected ones in all and by reason, the most frequent first. */
export function countReasons(counts: readonly ReasonCount[]): {
  blank: number;
  rejected: number;
  reasons: ReasonCount[];
} {
  const isBlank = ({ reason }: ReasonCount) => reason === 'blank_line';
  const reasons = counts.filter((one) => !isBlank(one));
  reasons.sort((a, b) => b.lines - a.lines || (a.reason < b.reason ? -1 : 1));
  return {
    blank: counts.find(isBlank)?.lines ?? 0,
    rejected: reasons.reduce((sum, { lines }) => sum + lines, 0),
    reasons,
  };
}
