// The two-sided 95% quantile of the standard normal distribution.
const z = 1.959964;

/** Bounds of a share, 0..1. */
export type Interval = { readonly low: number; readonly high: number };

/**
 * The 95% score interval of a share: where the share that lies behind `successes` out of `trials` may well be. It holds
 * for small counts and for shares near 0 and 1 too. Source: Wilson, "Probable inference, the law of succession, and
 * statistical inference", JASA 22 (1927).
 * @returns null where there are no trials
 */
export function wilsonInterval(successes: number, trials: number): Interval | null {
  if (trials === 0) return null;
  const share = successes / trials;
  const denominator = 1 + z ** 2 / trials;
  const center = (share + z ** 2 / (2 * trials)) / denominator;
  const margin = (z * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2))) / denominator;
  // The formula gives the ends themselves; only rounding could miss them.
  return {
    low: successes === 0 ? 0 : Math.max(0, center - margin),
    high: successes === trials ? 1 : Math.min(1, center + margin),
  };
}
