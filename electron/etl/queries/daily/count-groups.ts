import { setImmediate } from 'node:timers/promises';
import type { BreakdownMetric } from '../../../../shared/metrics/breakdowns.ts';
import { cancelled } from '../../until-aborted.ts';
import { mark, type PlayerOrder } from './player-order.ts';

/** What of the events in player order is counted: those marked `of`, once for each group that the mark `group` opens. */
const countings = {
  events: { of: mark.event, group: mark.event },
  players: { of: mark.event, group: mark.newPlayer },
  dau: { of: mark.active, group: mark.newPlayer },
  sessions: { of: mark.inSession, group: mark.newSession },
} as const satisfies Partial<Record<BreakdownMetric, { of: number; group: number }>>;

export type CountMetric = keyof typeof countings;
const countMetrics: readonly CountMetric[] = ['events', 'players', 'dau', 'sessions'];

/** The code of the value of each event, by place in the player order. */
export type Codes = Uint8Array | Uint16Array | Uint32Array;

/** For each metric its daily counts: those of the first day by code, then those of the next. */
export type DayCounts = Readonly<Record<CountMetric, Uint32Array>>;

// Four bytes each, four times. A month of 100,000 values stays below.
const maxDayCounts = 2 ** 22;

/**
 * Counts, in a stretch of the order, the groups that have an event in each part. A group with events in several parts
 * counts once in each of them.
 * @param partOf the part of each code
 */
export function countGroups(
  metric: CountMetric,
  { marks }: PlayerOrder,
  codes: Codes,
  { start, end }: { start: number; end: number },
  partOf: Uint32Array,
  parts: number,
): Uint32Array {
  const { of, group } = countings[metric];
  const counts = new Uint32Array(parts);
  // The group counted last in each part: the events of a group stand together.
  const counted = new Uint32Array(parts);
  let current = 0;
  for (let place = start; place < end; place += 1) {
    const bits = marks[place] ?? 0;
    if ((bits & group) !== 0) current += 1;
    if ((bits & of) === 0) continue;
    const part = partOf[codes[place] ?? 0] ?? 0;
    if (counted[part] === current) continue;
    counted[part] = current;
    counts[part] = (counts[part] ?? 0) + 1;
  }
  return counts;
}

/**
 * Counts every value on every day, for the questions to come; null where there are too many.
 * @param size how many values there are
 * @throws CancelledError once the signal fires
 */
export async function countDays(
  order: PlayerOrder,
  codes: Codes,
  size: number,
  signal: AbortSignal,
): Promise<DayCounts | null> {
  if (dayCountBytes(order, size) === 0) return null;
  const each = everyCode(size);
  const make = () => new Uint32Array(order.days.length * each.length);
  const counts = { events: make(), players: make(), dau: make(), sessions: make() };
  for (const [index, day] of order.days.entries()) {
    if (signal.aborted) throw cancelled(signal);
    for (const metric of countMetrics)
      counts[metric].set(countGroups(metric, order, codes, day, each, each.length), index * each.length);
    // Others in this process get their turn.
    await setImmediate();
  }
  return counts;
}

/** What `countDays` of so many values takes, in bytes: 0 where there are too many. */
export function dayCountBytes({ days }: PlayerOrder, size: number): number {
  const length = days.length * (size + 1);
  return length > maxDayCounts ? 0 : length * Uint32Array.BYTES_PER_ELEMENT * countMetrics.length;
}

/** Each code, from 0 (no value) on, as a part of its own. */
export function everyCode(size: number): Uint32Array {
  return Uint32Array.from({ length: size + 1 }, (_, code) => code);
}
