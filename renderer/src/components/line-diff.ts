/** A line that was taken out or put in. `line` counts from 1, in the text the line stands in. */
export type ChangedLine = {
  readonly kind: 'removed' | 'added';
  readonly line: number;
  readonly text: string;
};

// Above this, a table of all pairs of lines costs more than a finer diff is worth.
const maxPairs = 4_000_000;

/** The lines that differ between two texts, in the order of the text. */
export function diffLines(before: string, after: string): ChangedLine[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const isKept = commonLines(a.slice(start, endA), b.slice(start, endB));
  const changes: ChangedLine[] = [];
  let [i, j] = [start, start];
  while (i < endA || j < endB) {
    if (i < endA && j < endB && isKept(i - start, j - start)) {
      i += 1;
      j += 1;
    } else if (i < endA && !isKept(i - start, null)) {
      changes.push({ kind: 'removed', line: i + 1, text: a[i] ?? '' });
      i += 1;
    } else {
      changes.push({ kind: 'added', line: j + 1, text: b[j] ?? '' });
      j += 1;
    }
  }
  return changes;
}

/** Tells of a line of `a` whether it is part of a longest common subsequence, and with which line of `b`. */
function commonLines(a: readonly string[], b: readonly string[]) {
  const pairs = new Map<number, number>();
  if (a.length * b.length <= maxPairs) {
    const width = b.length + 1;
    const lengths = new Uint32Array((a.length + 1) * width);
    const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
    for (let i = a.length - 1; i >= 0; i -= 1) {
      for (let j = b.length - 1; j >= 0; j -= 1) {
        lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
      }
    }
    let [i, j] = [0, 0];
    while (i < a.length && j < b.length) {
      if (a[i] === b[j]) pairs.set(i++, j++);
      else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
      else j += 1;
    }
  }
  return (i: number, j: number | null) => (j === null ? pairs.has(i) : pairs.get(i) === j);
}
