const plain = new Intl.NumberFormat('en-US', { maximumFractionDigits: 9 });

/** By how many decimals a share has as a percentage. */
const percents = [0, 1, 2].map(
  (maximumFractionDigits) => new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits }),
);

/** `1234.5` as `1,234.5`: a count, or an amount as it is. */
export function formatNumber(value: number): string {
  return plain.format(value);
}

/**
 * A share (0..1) as a percentage of at most so many decimals: `0.125` as `12.5%`. Some are never none: `0%` is said of
 * nothing at all, `100%` of nothing less than all.
 */
export function formatShare(share: number, decimals: 0 | 1 | 2 = 2): string {
  const percent = percents[decimals] ?? plain;
  const least = 10 ** -(decimals + 2);
  if (share > 0 && share < least) return `< ${percent.format(least)}`;
  if (share < 1 && share > 1 - least) return `> ${percent.format(1 - least)}`;
  return percent.format(share);
}

/** How much of some work is done (0..1): whole per cents, and `100%` of no work that goes on. */
export function formatProgress(share: number): string {
  return formatShare(Math.floor(share * 100) / 100, 0);
}

/** A count with its noun: `1 event`, `2,000 events`. */
export function formatCount(value: number, noun: string): string {
  return `${formatNumber(value)} ${value === 1 ? noun : `${noun}s`}`;
}

/** An estimated count, with no more digits than it is worth, three: `955290` as `≈ 955,000`. */
export function formatEstimate(value: number): string {
  return `≈ ${formatNumber(Number(value.toPrecision(3)))}`;
}

/** A number that may have any size, in six digits, very large and very small ones with an exponent: `1.5`, `9.22e+18`. */
export function formatMagnitude(value: number): string {
  const size = Math.abs(value);
  return size >= 1e12 || (size > 0 && size < 1e-4)
    ? value.toExponential(2)
    : formatNumber(Number(value.toPrecision(6)));
}
