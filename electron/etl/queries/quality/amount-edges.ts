type Spread = { least: number; median: number; greatest: number };

const bucketCount = 40;
// With the median this far below the greatest amount, buckets of one width would hold nearly all in the first.
const skewed = 20;
// Below this the arithmetic of doubles thins out; no amount is told apart there.
const tiniest = 1e-300;

/**
 * The edges of a histogram of amounts, each bucket above its lower edge and at or below its upper one. `log` where
 * amounts are skewed: amounts far below the median, 0 and less among them, then lie before the first edge.
 */
export function amountEdges({ least, median, greatest }: Spread): {
  scale: 'linear' | 'log';
  edges: number[];
} {
  if (median > tiniest && greatest > median * skewed) {
    // Never more than six powers of ten below the median: a stray amount of 1e-300 is no scale.
    const low = Math.floor(Math.log10(Math.max(least, median / 1e6)) * 4) / 4;
    const high = Math.ceil(Math.log10(greatest) * 4) / 4;
    const step = Math.max(1, Math.ceil(((high - low) * 10) / bucketCount)) / 10;
    const edges = Array.from({ length: Math.ceil((high - low) / step - 1e-9) + 1 }, (_, i) =>
      finite(10 ** (low + i * step)),
    );
    return { scale: 'log', edges };
  }
  if (greatest === least) return { scale: 'linear', edges: around(least) };
  const width = niceWidth(Math.max(greatest / bucketCount - least / bucketCount, tiniest));
  const first = Math.floor(least / width);
  // An amount on the first edge would fall before it.
  const start = first * width < least ? first : first - 1;
  const length = Math.ceil(greatest / width) - start + 1;
  return { scale: 'linear', edges: Array.from({ length }, (_, i) => finite((start + i) * width)) };
}

/** A bucket for a single amount, a tenth of it to either side. */
function around(amount: number): number[] {
  const half = Math.max(Math.abs(amount) / 10, tiniest);
  return [finite(amount - half), finite(amount + half)];
}

function finite(edge: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(edge, Number.MAX_VALUE));
}

/** At least `width`, and 1, 2 or 5 times a power of ten. */
function niceWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= width) ?? 10;
  return factor * power;
}
