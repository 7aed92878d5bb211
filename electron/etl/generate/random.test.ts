import { describe, expect, it } from 'vitest';
import { Random } from './random.ts';

function draws(seed: number, stream: number, count = 1_000): number[] {
  const random = new Random(seed, stream);
  return Array.from({ length: count }, () => random.unit());
}

describe('Random', () => {
  it('is sfc32: the first values of seed 0 stay what they are', () => {
    expect(draws(0, 0, 3).map((unit) => unit * 2 ** 32)).toEqual([4_216_505_632, 947_923_937, 2_491_578_854]);
  });

  it('repeats for a seed, differs for another seed or stream', () => {
    expect(draws(7, 1)).toEqual(draws(7, 1));
    expect(draws(8, 1)).not.toEqual(draws(7, 1));
    expect(draws(7, 2)).not.toEqual(draws(7, 1));
    // The upper half of a large seed counts, too.
    expect(draws(7 + 2 ** 40, 1)).not.toEqual(draws(7, 1));
  });

  it('spreads evenly over [0, 1)', () => {
    const units = draws(1, 1, 100_000);
    expect(Math.min(...units.slice(0, 50_000))).toBeGreaterThanOrEqual(0);
    expect(units.every((unit) => unit < 1)).toBe(true);
    const mean = units.reduce((sum, unit) => sum + unit, 0) / units.length;
    expect(mean).toBeCloseTo(0.5, 2);
  });

  it('draws whole numbers within bounds and weights as they say', () => {
    const random = new Random(3, 1);
    const counts = [0, 0, 0];
    for (let draw = 0; draw < 30_000; draw++) {
      expect([2, 3, 4]).toContain(random.between(2, 4));
      const index = random.weightedIndex([0.5, 0.3, 0.2]);
      counts[index] = (counts[index] ?? 0) + 1;
    }
    expect(counts.map((count) => Math.round(count / 3_000))).toEqual([5, 3, 2]);
  });
});
