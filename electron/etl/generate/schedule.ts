import { weekdayFactor } from './calendar.ts';
import type { ResolvedOptions } from './options.ts';
import { retention, segments } from './segments.ts';

/** How much happens on which day, fixed before the first event is made. */
export type Schedule = {
  /** Players who appear in all. */
  readonly players: number;
  /** `installed[d]` players have installed by the end of day `d`; player numbers follow the order of installs. */
  readonly installed: readonly number[];
  /** `planned[d]` events belong to sessions that have started by the end of day `d`; the last is the total. */
  readonly planned: readonly number[];
  /** Factor (0..1) on the chance of coming back, below 1 where the events are too few for everyone's returns. */
  readonly returnFactor: number;
};

// Fewest events worth calling a day of play: a session of start and end with something between.
const MIN_EVENTS_PER_PLAYER_DAY = 3.5;
// Where the events are few, the rest of the player-days are returns: a log without any shows no retention.
const MAX_SHARE_OF_INSTALLS = 0.75;
// A launch: the first day brings four times the installs of an average day.
const LAUNCH_FACTOR = 4;

/** Spreads the players' installs and `events` events over the days, by weekday and expected active players. */
export function planSchedule(options: ResolvedOptions, events: number): Schedule {
  const { days, firstDay } = options;
  const playerDays = Math.max(1, events / MIN_EVENTS_PER_PLAYER_DAY);
  const players = Math.min(options.players, Math.ceil(playerDays * MAX_SHARE_OF_INSTALLS));

  const liveliness = Array.from({ length: days }, (_, day) => weekdayFactor(firstDay + day));
  const installShares = runningShares(liveliness.map((factor, day) => (day === 0 ? LAUNCH_FACTOR : factor)));
  // Rounded up, so that the first day has a player.
  const installed = installShares.map((share) => Math.ceil(players * share));

  const returning = expectedReturns(installed, liveliness);
  const returns = returning.reduce((sum, count) => sum + count, 0);
  const returnFactor = Math.min(1, (playerDays - players) / Math.max(1, returns));

  const expectedActive = returning.map(
    (count, day) => (installed[day] ?? 0) - (installed[day - 1] ?? 0) + count * returnFactor,
  );
  const planned = runningShares(expectedActive).map((share) => Math.round(events * share));
  return { players, installed, planned, returnFactor };
}

/** For each day, how many players installed on earlier days are expected to play. */
function expectedReturns(installed: readonly number[], liveliness: readonly number[]): number[] {
  const retentionByAge = installed.map((_, age) =>
    segments.reduce((sum, segment) => sum + segment.share * retention(segment, age), 0),
  );
  return liveliness.map((factor, day) => {
    let expected = 0;
    for (let cohort = 0; cohort < day; cohort++) {
      const size = (installed[cohort] ?? 0) - (installed[cohort - 1] ?? 0);
      expected += size * (retentionByAge[day - cohort] ?? 0);
    }
    return expected * factor;
  });
}

/** Running sums of `weights` as shares of their total: rising, the last exactly 1. */
function runningShares(weights: readonly number[]): number[] {
  let sum = 0;
  const sums = weights.map((weight) => {
    sum += weight;
    return sum;
  });
  return sums.map((partial) => partial / sum);
}
