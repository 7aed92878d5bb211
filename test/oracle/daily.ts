import { type Activity, isPurchase } from './activity.ts';
import { dateText } from './calendar.ts';
import type { CleanedEvent } from './clean.ts';
import { exactSum, numberOf, numberText, ratio } from './numbers.ts';
import type { ReferenceConfig } from './reference-config.ts';
import { meanSpanOfSessions, sessionKey } from './sessions.ts';

/** A row of `daily_metrics.parquet`. */
export interface DailyMetrics {
  event_date: string;
  is_complete: boolean;
  below_min_dau: boolean;
  dau: number;
  wau: number;
  mau: number;
  stickiness: number | null;
  new_players: number;
  returning_players: number;
  resurrected_players: number;
  dormant_players: number;
  total_events: number;
  total_sessions: number;
  sessions_per_user: number | null;
  avg_session_duration: number | null;
  avg_session_span: number | null;
  total_levels_played: number | null;
  total_purchases: number;
  total_revenue: number | null;
  paying_users: number;
  revenue_outliers: number | null;
  outlier_revenue: number | null;
  arpu: number | null;
  arppu: number | null;
  conversion_rate: number | null;
}

/** One row for every calendar day from the first to the last event. */
export function dailyMetrics(activity: Activity, config: ReferenceConfig): DailyMetrics[] {
  const rows: DailyMetrics[] = [];
  for (let day = activity.firstDay; day <= activity.lastDay; day += 1) {
    rows.push(metricsOfDay(day, activity, config));
  }
  return rows;
}

function metricsOfDay(day: number, activity: Activity, config: ReferenceConfig): DailyMetrics {
  const today = activity.events.filter((event) => event.day === day);
  const dau = activePlayers(activity, day, day).size;
  const mau = activePlayers(activity, day - 29, day).size;
  const total_sessions = new Set(today.flatMap((event) => sessionKey(event) ?? [])).size;
  const revenue = revenueOfDay(today, activity, config);
  return {
    event_date: dateText(day),
    is_complete: day <= activity.lastCompleteDay,
    below_min_dau: dau < config.aggregation.min_dau,
    dau,
    wau: activePlayers(activity, day - 6, day).size,
    mau,
    stickiness: ratio(dau, mau),
    ...lifecycle(day, activity),
    total_events: today.length,
    total_sessions,
    sessions_per_user: ratio(total_sessions, dau),
    ...sessionEndMetrics(today, activity),
    avg_session_span: meanSpanOfSessions(day, activity.events),
    ...revenue,
    arpu: ratio(revenue.total_revenue, dau),
    arppu: ratio(revenue.total_revenue, revenue.paying_users),
    conversion_rate: ratio(revenue.paying_users, dau),
  };
}

/** Distinct players with an active event from one day to another, both included. */
function activePlayers({ activeDays }: Activity, from: number, to: number): Set<string> {
  const players = new Set<string>();
  for (let day = from; day <= to; day += 1) {
    for (const [player, days] of activeDays) {
      if (days.has(day)) {
        players.add(player);
      }
    }
  }
  return players;
}

function lifecycle(day: number, { activeDays }: Activity) {
  const counts = { new_players: 0, returning_players: 0, resurrected_players: 0, dormant_players: 0 };
  for (const days of activeDays.values()) {
    const isNew = Math.min(...days) === day;
    if (days.has(day) && isNew) {
      counts.new_players += 1;
    } else if (days.has(day) && days.has(day - 1)) {
      counts.returning_players += 1;
    } else if (days.has(day)) {
      counts.resurrected_players += 1;
    } else if (days.has(day - 1)) {
      counts.dormant_players += 1;
    }
  }
  return counts;
}

function sessionEndMetrics(today: readonly CleanedEvent[], activity: Activity) {
  const ends = today.filter((event) => event.event_type === 'session_end');
  const durations = numbersOf(ends, 'session_duration');
  return {
    avg_session_duration: ratio(numberOf(exactSum(durations)), durations.length),
    // A metric whose property holds a value nowhere is NULL on every day, not 0.
    total_levels_played:
      numbersOf(activity.events, 'levels_played').length === 0
        ? null
        : numberOf(exactSum(numbersOf(ends, 'levels_played'))),
  };
}

function revenueOfDay(today: readonly CleanedEvent[], activity: Activity, config: ReferenceConfig) {
  const property = config.aggregation.revenue_property;
  const known = numbersOf(activity.events, property).length > 0;
  const purchases = today.filter((event) => isPurchase(event, config));
  const outliers = today.filter((event) => event.is_revenue_outlier);
  return {
    total_purchases: purchases.length,
    total_revenue: known ? numberOf(exactSum(numbersOf(purchases, property))) : null,
    paying_users: new Set(purchases.map((event) => event.player_id)).size,
    revenue_outliers: known ? outliers.length : null,
    outlier_revenue: known ? numberOf(exactSum(numbersOf(outliers, property))) : null,
  };
}

/** The numbers a property holds in some events, as decimal texts. */
function numbersOf(events: readonly CleanedEvent[], key: string): string[] {
  return events.flatMap((event) => numberText(event.fields.get(key)) ?? []);
}
