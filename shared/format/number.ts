const plain = new Intl.NumberFormat('en-US', { maximumFractionDigits: 9 });
const percent = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 2 });

/** `1234.5` as `1,234.5`. */
export function formatNumber(value: number): string {
  return plain.format(value);
}

/** Of a share, in the digits shown. */
const least = 0.0001;

/**
 * A share (0..1) as a percentage: `0.125` as `12.5%`. Some are never none: `0%` is said of nothing at all, `100%` of
 * nothing less than all.
 */
export function formatShare(share: number): string {
  if (share > 0 && share < least) return `< ${percent.format(least)}`;
  if (share < 1 && share > 1 - least) return `> ${percent.format(1 - least)}`;
  return percent.format(share);
}

/** A count with its noun: `1 event`, `2,000 events`. */
export function formatCount(value: number, noun: string): string {
  return `${formatNumber(value)} ${value === 1 ? noun : `${noun}s`}`;
}
