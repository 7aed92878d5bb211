/** A group of players who come back, play and pay alike. Rates are per day, counts per session. */
export type Segment = {
  /** Share of all players. */
  readonly share: number;
  /** Share of the segment that plays on the day after the install. */
  readonly dayOneRetention: number;
  /** Days over which retention falls to about half: the larger, the more loyal. */
  readonly loyaltyDays: number;
  /** Length of a session beside the average one. */
  readonly sessionLength: number;
  /** Share of the segment in each spender tier, in the order of `spenderTiers`. */
  readonly tierShares: readonly number[];
};

/** Least engaged first: a higher index means a keener player. */
export const segments: readonly Segment[] = [
  // casual
  {
    share: 0.7,
    dayOneRetention: 0.3,
    loyaltyDays: 1.5,
    sessionLength: 0.85,
    tierShares: [0.965, 0.03, 0.005, 0],
  },
  // core
  {
    share: 0.24,
    dayOneRetention: 0.55,
    loyaltyDays: 6,
    sessionLength: 1.05,
    tierShares: [0.84, 0.12, 0.034, 0.006],
  },
  // devoted
  {
    share: 0.06,
    dayOneRetention: 0.85,
    loyaltyDays: 30,
    sessionLength: 1.2,
    tierShares: [0.61, 0.24, 0.11, 0.04],
  },
];

/** What a player of one spending habit buys and watches; `...PerMille` out of 1,000 events inside a session. */
export type SpenderTier = {
  readonly purchasesPerMille: number;
  readonly adsPerMille: number;
  readonly items: readonly [Item, ...Item[]];
};

/** Something on sale. The price is JSON text, so that no reader's number formatting can alter it. */
type Item = { readonly id: string; readonly priceUsd: string };

const starterPack = { id: 'starter_pack', priceUsd: '0.99' };
const gems100 = { id: 'gems_100', priceUsd: '1.99' };
const noAds = { id: 'no_ads', priceUsd: '2.99' };
const gems500 = { id: 'gems_500', priceUsd: '4.99' };
const seasonPass = { id: 'season_pass', priceUsd: '9.99' };
const gems2500 = { id: 'gems_2500', priceUsd: '19.99' };
const gems7000 = { id: 'gems_7000', priceUsd: '49.99' };
const gems15000 = { id: 'gems_15000', priceUsd: '99.99' };

/** From those who never pay to those who pay most. */
export const spenderTiers: readonly [SpenderTier, ...SpenderTier[]] = [
  // free: buys nothing (the list is never drawn from)
  { purchasesPerMille: 0, adsPerMille: 140, items: [starterPack] },
  // minnow
  { purchasesPerMille: 18, adsPerMille: 90, items: [starterPack, starterPack, gems100, noAds, gems500] },
  // dolphin
  { purchasesPerMille: 35, adsPerMille: 30, items: [gems100, gems500, gems500, seasonPass, gems2500] },
  // whale
  { purchasesPerMille: 55, adsPerMille: 10, items: [gems500, seasonPass, gems2500, gems7000, gems15000] },
];

/**
 * The share of a segment (0..1) that plays `age` days after the install; 1 on the day itself. It decays like a
 * power of the age, as the retention of games does, by a formula of plain arithmetic: Math.pow and Math.exp may
 * differ in their last bits between engines, and so would the output.
 */
export function retention(segment: Segment, age: number): number {
  if (age === 0) return 1;
  return (segment.dayOneRetention * (1 + segment.loyaltyDays)) / (age + segment.loyaltyDays);
}
