import type { CleanedEvent } from './clean.ts';

/** A session is a player and a session id: two players may use the same id. `undefined`: in no session. */
export function sessionKey(event: CleanedEvent): string | undefined {
  return event.session_id === null ? undefined : JSON.stringify([event.player_id, event.session_id]);
}

/**
 * Mean of (last - first timestamp), in seconds, over the sessions whose first event falls on `day`; NULL where there
 * are none. A session belongs whole to the day it starts on, even if it ends past midnight.
 */
export function meanSpanOfSessions(day: number, events: readonly CleanedEvent[]): number | null {
  let count = 0;
  let total = 0n;
  const sessions = new Map<string, CleanedEvent[]>();
  for (const event of events) {
    const key = sessionKey(event);
    if (key === undefined) continue;
    const others = sessions.get(key);
    if (others === undefined) sessions.set(key, [event]);
    else others.push(event);
  }
  for (const session of sessions.values()) {
    const [first, ...others] = session.sort(byTime);
    const last = others.at(-1) ?? first;
    if (first !== undefined && last !== undefined && first.day === day) {
      count += 1;
      total += last.timestamp - first.timestamp;
    }
  }
  return count === 0 ? null : Number(total) / 1e6 / count;
}

function byTime(a: CleanedEvent, b: CleanedEvent): number {
  return a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0;
}
