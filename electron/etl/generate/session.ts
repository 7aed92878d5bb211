import type { Players } from './players.ts';
import type { Random } from './random.ts';
import type { SpenderTier } from './segments.ts';

/** Longest pause between two events of a session, in seconds. */
const MAX_PAUSE_SECONDS = 240;

const ACHIEVEMENTS_PER_MILLE = 25;
const achievements = [
  'first_win',
  'streak_3',
  'streak_7',
  'perfect_level',
  'collector',
  'speed_run',
  'night_owl',
  'comeback',
] as const;
const adTypes = ['rewarded', 'rewarded', 'interstitial', 'banner'] as const;

/**
 * One sitting of one player: `session_start`, what happens in between, `session_end`. A session cut to a
 * single event has a start only.
 */
export class Session {
  private readonly players: Players;
  private readonly player: number;
  private readonly tier: SpenderTier;
  private readonly head: string;
  private readonly tail: string;
  private readonly startSecond: number;
  private eventsMade = 0;
  private eventsLeft: number;
  private levelStarted = false;
  private levelsPlayed = 0;

  /** Session number `number` of `player`, of `events` events, starting at `startSecond` of the log's day `day`. */
  constructor(
    players: Players,
    player: number,
    number: number,
    events: number,
    day: number,
    startSecond: number,
  ) {
    this.players = players;
    this.player = player;
    this.tier = players.spenderTier(player);
    this.head = `"player_id":"player_${player + 1}","session_id":"session_${number}","event_type":"`;
    this.tail = `${players.context(player, day)}}}`;
    this.startSecond = startSecond;
    this.eventsLeft = events;
  }

  get isOver(): boolean {
    return this.eventsLeft === 0;
  }

  /** The next event at `second` of the log, stamped `timestamp`: the JSON text that follows the `event_id`. */
  nextEvent(second: number, timestamp: string, random: Random): string {
    const before = `","timestamp":"${timestamp}","properties":{`;
    this.eventsLeft--;
    if (this.eventsMade++ === 0) return `${this.head}session_start${before}${this.tail}`;
    if (this.eventsLeft > 0) return this.playedEvent(before, random);
    const duration = second - this.startSecond;
    return `${this.head}session_end${before}"session_duration":${duration},"levels_played":${this.levelsPlayed},${this.tail}`;
  }

  /** Seconds until the next event, at least 1, so that the rest of the session fits into `secondsLeft`. */
  pause(secondsLeft: number, random: Random): number {
    // The product of two even draws: mostly short pauses, now and then a long one.
    const pause = 1 + Math.floor(random.unit() * random.unit() * MAX_PAUSE_SECONDS);
    return Math.max(1, Math.min(pause, Math.floor(secondsLeft / this.eventsLeft)));
  }

  private playedEvent(before: string, random: Random): string {
    const { tier, head, tail } = this;
    let draw = random.below(1_000);
    if (draw < tier.purchasesPerMille) {
      const { id, priceUsd } = random.pick(tier.items);
      return `${head}purchase${before}"item_id":"${id}","price_usd":${priceUsd},"currency":"USD",${tail}`;
    }
    draw -= tier.purchasesPerMille;
    if (draw < tier.adsPerMille) {
      const completed = random.unit() < 0.8;
      return `${head}ad_view${before}"ad_type":"${random.pick(adTypes)}","completed":${completed},${tail}`;
    }
    draw -= tier.adsPerMille;
    if (draw < ACHIEVEMENTS_PER_MILLE) {
      return `${head}achievement${before}"achievement_id":"${random.pick(achievements)}",${tail}`;
    }
    return this.levelEvent(before, random);
  }

  private levelEvent(before: string, random: Random): string {
    const level = this.players.currentLevel(this.player);
    this.levelStarted = !this.levelStarted;
    if (this.levelStarted) return `${this.head}level_start${before}"level":${level},${this.tail}`;
    this.levelsPlayed++;
    this.players.completeLevel(this.player);
    const stars = random.between(1, 3);
    const score = stars * 1_000 + random.below(1_000) + level * 10;
    return `${this.head}level_complete${before}"level":${level},"score":${score},"stars":${stars},${this.tail}`;
  }
}
