import { dateText, MINUTES_PER_DAY, SECONDS_PER_DAY, shareByMinute, timeText } from './calendar.ts';
import type { ResolvedOptions } from './options.ts';
import { Players } from './players.ts';
import { Random } from './random.ts';
import { Roster } from './roster.ts';
import { planSchedule } from './schedule.ts';
import { Session } from './session.ts';

const PLAY_STREAM = 1;
const AVERAGE_SESSION_EVENTS = 13;
const SHORTEST_AVERAGE_SESSION_EVENTS = 3;
/** Sessions a player has at least, on average, on a day the player is active. */
const MIN_SESSIONS_PER_PLAYER_DAY = 1.15;
// The last sessions of the log start early enough to end before its last midnight.
const LAST_START_MINUTE = MINUTES_PER_DAY - 30;
const MAX_START_DELAY_SECONDS = 240;
// Seconds ahead the clock can see: more than any pause or delay, and a power of two.
const CLOCK_SECONDS = 512;

/**
 * Plays the game: yields exactly `events` faultless events in time order, each as the JSON text that follows the
 * `event_id`. A clock ticks through the days; in each of its seconds lie the sessions whose next event is due, so
 * nothing is sorted and only the sessions under way are held.
 */
export function* play(options: ResolvedOptions, events: number): Generator<string, void, void> {
  if (events === 0) return;
  const { days, firstDay, seed } = options;
  const random = new Random(seed, PLAY_STREAM);
  const schedule = planSchedule(options, events);
  const players = new Players(schedule, random);
  const share = shareByMinute();
  const dueAt: Session[][] = Array.from({ length: CLOCK_SECONDS }, () => []);
  const due = (second: number) => dueAt[second % CLOCK_SECONDS] ?? [];
  const lastSecond = days * SECONDS_PER_DAY - 1;

  let planned = 0;
  let sessions = 0;
  for (let day = 0; day < days; day++) {
    const active = players.activeOn(day, firstDay + day, random);
    const roster = new Roster(active, players, random);
    const dayStart = day * SECONDS_PER_DAY;
    const dayEnd = dayStart + SECONDS_PER_DAY;
    const date = dateText(firstDay + day);
    const before = planned;
    const goal = schedule.planned[day] ?? events;
    const sessionEvents = averageSessionEvents(goal - before, active.length);
    const fullShare = (day === days - 1 ? share[LAST_START_MINUTE] : 1) ?? 1;

    for (let minute = 0; minute < MINUTES_PER_DAY; minute++) {
      const second = dayStart + minute * 60;
      const started = Math.min(1, (share[minute + 1] ?? 1) / fullShare);
      while (planned < before + (goal - before) * started) {
        const player = roster.next((goal - planned) / sessionEvents);
        const length = drawLength(sessionEvents, players.sessionLength(player), events - planned, random);
        const start = second + random.below(Math.min(MAX_START_DELAY_SECONDS, dayEnd - second));
        due(start).push(new Session(players, player, ++sessions, length, day, start));
        planned += length;
      }
      for (let now = second; now < second + 60; now++) {
        const dueNow = due(now);
        if (dueNow.length === 0) continue;
        const timestamp = `${date}T${timeText(now - dayStart)}`;
        for (const session of dueNow) {
          yield session.nextEvent(now, timestamp, random);
          if (!session.isOver) due(now + session.pause(lastSecond - now, random)).push(session);
        }
        dueNow.length = 0;
      }
    }
  }
}

/** Events of an average session on a day of `events` events: shorter where they must suffice for many players. */
function averageSessionEvents(events: number, activePlayers: number): number {
  const affordable = events / (activePlayers * MIN_SESSIONS_PER_PLAYER_DAY);
  return Math.max(SHORTEST_AVERAGE_SESSION_EVENTS, Math.min(AVERAGE_SESSION_EVENTS, affordable));
}

/** How many events a session has: 2 and a skewed draw above it, at most `left`, never leaving a single one over. */
function drawLength(average: number, factor: number, left: number, random: Random): number {
  const length = 2 + Math.floor((average - 2) * factor * 4 * random.unit() * random.unit() + 0.5);
  return left - length < 2 ? left : length;
}
