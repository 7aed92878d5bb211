const plain = new Intl.NumberFormat('en-US', { maximumFractionDigits: 9 });
const percent = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 2 });

/** `1234.5` as `1,234.5`. */
export function formatNumber(value: number): string {
  return plain.format(value);
}

/** A share (0..1) as a percentage: `0.125` as `12.5%`. */
export function formatShare(share: number): string {
  return percent.format(share);
}

/** A count with its noun: `1 event`, `2,000 events`. */
export function formatCount(value: number, noun: string): string {
  return `${formatNumber(value)} ${value === 1 ? noun : `${noun}s`}`;
}
