import type { CleanedEvent } from './clean.ts';
import type { ReferenceConfig } from './reference-config.ts';
import { localTime } from './time-zone.ts';

/** The events that count in a metric, and what daily metrics and cohorts both ask of them. */
export interface Activity {
  /** Cleaned events that are not future. */
  readonly events: readonly CleanedEvent[];
  readonly firstDay: number;
  readonly lastDay: number;
  /** Ω, the last complete day. */
  readonly lastCompleteDay: number;
  /** The days on which a player has an active event, by player. */
  readonly activeDays: ReadonlyMap<string, ReadonlySet<number>>;
}

/** `undefined` where no event counts: then no calendar and no cohorts. */
export function readActivity(
  cleaned: readonly CleanedEvent[],
  config: ReferenceConfig,
  now: bigint,
): Activity | undefined {
  const events = cleaned.filter((event) => !event.is_future);
  if (events.length === 0) {
    return undefined;
  }
  const days = events.map((event) => event.day);
  const lastDay = Math.max(...days);
  const today = localTime(now, config.aggregation.timezone).day;

  const activeDays = new Map<string, Set<number>>();
  for (const event of events.filter((candidate) => isActive(candidate, config))) {
    const known = activeDays.get(event.player_id) ?? new Set<number>();
    activeDays.set(event.player_id, known.add(event.day));
  }
  return {
    events,
    firstDay: Math.min(...days),
    lastDay,
    lastCompleteDay: lastDay < today ? lastDay : today - 1,
    activeDays,
  };
}

/** Purchases whose amount is revenue: those that are no revenue outlier, with an amount or without. */
export function isPurchase(event: CleanedEvent, config: ReferenceConfig): boolean {
  return event.event_type === config.aggregation.purchase_event_type && !event.is_revenue_outlier;
}

function isActive(event: CleanedEvent, config: ReferenceConfig): boolean {
  const types = config.aggregation.active_event_types;
  return types.length === 0 || types.includes(event.event_type);
}
