import type { Players } from './players.ts';
import type { Random } from './random.ts';

const HASTE = 0.75;

/** Who plays the next session of one day: every active player at least once, the keen ones more often. */
export class Roster {
  private readonly active: Uint32Array;
  private readonly players: Players;
  private readonly random: Random;
  private waiting: number;

  /** `active` is the day's players, shuffled and not empty. */
  constructor(active: Uint32Array, players: Players, random: Random) {
    this.active = active;
    this.players = players;
    this.random = random;
    this.waiting = active.length;
  }

  /** The player of the next session, when about `sessionsLeft` more start on this day. */
  next(sessionsLeft: number): number {
    // First visits spread over the day, early enough that all fit in it even if sessions turn out long.
    if (this.waiting > 0 && this.random.unit() * sessionsLeft * HASTE < this.waiting) {
      this.waiting--;
      return this.active[this.waiting] ?? 0;
    }
    const one = this.anyone();
    const other = this.anyone();
    return this.players.engagement(one) >= this.players.engagement(other) ? one : other;
  }

  private anyone(): number {
    return this.active[this.random.below(this.active.length)] ?? 0;
  }
}
