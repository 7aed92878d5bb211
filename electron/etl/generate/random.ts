const TWO_POW_32 = 4_294_967_296;
const WARM_UP_ROUNDS = 15;

/**
 * Seeded pseudo-random numbers (sfc32): the same numbers on every machine, since only 32-bit integer steps
 * and exact floating-point operations are used.
 * Source: PractRand's "Small Fast Chaotic" generator, by Chris Doty-Humphrey.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  /** `seed` is a non-negative safe integer; `stream` separates independent sequences of one seed. */
  constructor(seed: number, stream: number) {
    this.a = seed | 0;
    this.b = Math.floor(seed / TWO_POW_32) | 0;
    this.c = stream | 0;
    for (let round = 0; round < WARM_UP_ROUNDS; round++) this.unit();
  }

  /** A number in [0, 1). */
  unit(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    this.c |= 0;
    return (sum >>> 0) / TWO_POW_32;
  }

  /** A whole number in [0, limit). */
  below(limit: number): number {
    return Math.floor(this.unit() * limit);
  }

  /** A whole number in [low, high]. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** One entry of a list that is not empty. */
  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.below(choices.length)] ?? choices[0];
  }

  /** The index of one of `weights`, each as likely as its share of their sum (which must be 1). */
  weightedIndex(weights: readonly number[]): number {
    let left = this.unit();
    for (const [index, weight] of weights.entries()) {
      left -= weight;
      if (left < 0) return index;
    }
    return weights.length - 1;
  }
}
