import { weekdayFactor } from './calendar.ts';
import type { Random } from './random.ts';
import type { Schedule } from './schedule.ts';
import { retention, type SpenderTier, segments, spenderTiers } from './segments.ts';

const countries = ['US', 'DE', 'BR', 'IN', 'GB', 'JP', 'FR', 'MX', 'KR', 'PL'];
const countryWeights = [0.26, 0.11, 0.13, 0.14, 0.09, 0.08, 0.07, 0.05, 0.04, 0.03];

const devices = [
  '"device_type":"mobile","platform":"android"',
  '"device_type":"mobile","platform":"ios"',
  '"device_type":"tablet","platform":"ios"',
  '"device_type":"tablet","platform":"android"',
  '"device_type":"desktop","platform":"windows"',
];
const deviceWeights = [0.48, 0.32, 0.08, 0.05, 0.07];

const DAYS_BETWEEN_RELEASES = 9;
const MAX_UPDATE_LAG_DAYS = 12;
const LAST_LEVEL = 2_000;

/**
 * Everybody who plays, by player number. A few bytes each in typed arrays: the only memory of the generator
 * that grows with the players, and none grows with the events.
 */
export class Players {
  private readonly segment: Uint8Array;
  private readonly tier: Uint8Array;
  private readonly country: Uint8Array;
  private readonly device: Uint8Array;
  private readonly updateLagDays: Uint8Array;
  private readonly level: Uint16Array;
  private readonly active: Uint32Array;
  private readonly schedule: Schedule;

  constructor(schedule: Schedule, random: Random) {
    const { players } = schedule;
    this.schedule = schedule;
    this.segment = new Uint8Array(players);
    this.tier = new Uint8Array(players);
    this.country = new Uint8Array(players);
    this.device = new Uint8Array(players);
    this.updateLagDays = new Uint8Array(players);
    this.level = new Uint16Array(players).fill(1);
    this.active = new Uint32Array(players);

    const segmentShares = segments.map((segment) => segment.share);
    for (let player = 0; player < players; player++) {
      const segment = random.weightedIndex(segmentShares);
      this.segment[player] = segment;
      this.tier[player] = random.weightedIndex(segments[segment]?.tierShares ?? []);
      this.country[player] = random.weightedIndex(countryWeights);
      this.device[player] = random.weightedIndex(deviceWeights);
      this.updateLagDays[player] = random.below(MAX_UPDATE_LAG_DAYS + 1);
    }
  }

  /**
   * The players who play on day `day` (0 = the first), shuffled, at least one: everybody who installs on that day,
   * and of the others as many as retention has it. The array is reused by the next call.
   */
  activeOn(day: number, epochDay: number, random: Random): Uint32Array {
    const { installed, returnFactor } = this.schedule;
    const factor = weekdayFactor(epochDay) * returnFactor;
    let count = 0;
    let player = 0;
    for (let cohort = 0; cohort <= day; cohort++) {
      const chances = segments.map((segment) =>
        cohort === day ? 1 : retention(segment, day - cohort) * factor,
      );
      for (const end = installed[cohort] ?? 0; player < end; player++) {
        if (random.unit() < (chances[this.engagement(player)] ?? 0)) this.active[count++] = player;
      }
    }
    if (count === 0) this.active[count++] = random.below(player);
    return shuffle(this.active.subarray(0, count), random);
  }

  /** How keen the player is: the index of the player's segment. */
  engagement(player: number): number {
    return this.segment[player] ?? 0;
  }

  sessionLength(player: number): number {
    return segments[this.engagement(player)]?.sessionLength ?? 1;
  }

  spenderTier(player: number): SpenderTier {
    return spenderTiers[this.tier[player] ?? 0] ?? spenderTiers[0];
  }

  /** The level the player stands before, from 1. */
  currentLevel(player: number): number {
    return this.level[player] ?? 1;
  }

  completeLevel(player: number): void {
    this.level[player] = Math.min(LAST_LEVEL, this.currentLevel(player) + 1);
  }

  /** Members of `properties` that every event of the player carries on day `day`, as JSON text. */
  context(player: number, day: number): string {
    const updated = day + DAYS_BETWEEN_RELEASES - (this.updateLagDays[player] ?? 0);
    const minor = Math.max(0, Math.floor(updated / DAYS_BETWEEN_RELEASES));
    const country = countries[this.country[player] ?? 0];
    return `"country":"${country}",${devices[this.device[player] ?? 0]},"app_version":"2.${minor}.0"`;
  }
}

function shuffle(list: Uint32Array, random: Random): Uint32Array {
  for (let last = list.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const moved = list[last] ?? 0;
    list[last] = list[other] ?? 0;
    list[other] = moved;
  }
  return list;
}
