import { type Activity, isPurchase } from './activity.ts';
import { dateText } from './calendar.ts';
import { exactSum, numberOf, numberText } from './numbers.ts';
import type { ReferenceConfig } from './reference-config.ts';

/** A row of `retention_cohorts.parquet`. */
export interface RetentionCohort {
  cohort_date: string;
  day_number: number;
  cohort_size: number;
  active_players: number;
  retained_players: number;
  retention_rate: number;
  rolling_retention_rate: number;
  is_complete: boolean;
  cumulative_revenue: number | null;
  ltv: number | null;
}

/** A row for every cohort and every day_number from 0 to (last event date - cohort_date). */
export function retentionCohorts(activity: Activity, config: ReferenceConfig): RetentionCohort[] {
  const rows: RetentionCohort[] = [];
  for (let cohortDay = activity.firstDay; cohortDay <= activity.lastDay; cohortDay += 1) {
    // Players by their first active day; a player without one is in no cohort.
    const cohort = new Map([...activity.activeDays].filter(([, days]) => Math.min(...days) === cohortDay));
    if (cohort.size === 0) {
      continue;
    }
    for (let day = cohortDay; day <= activity.lastDay; day += 1) {
      const players = [...cohort.values()];
      const active = players.filter((days) => days.has(day)).length;
      const retained = players.filter((days) => [...days].some((activeDay) => activeDay >= day)).length;
      const revenue = revenueUpTo(day, cohort, activity, config);
      rows.push({
        cohort_date: dateText(cohortDay),
        day_number: day - cohortDay,
        cohort_size: cohort.size,
        active_players: active,
        retained_players: retained,
        retention_rate: active / cohort.size,
        rolling_retention_rate: retained / cohort.size,
        is_complete: day <= activity.lastCompleteDay,
        cumulative_revenue: revenue,
        ltv: revenue === null ? null : revenue / cohort.size,
      });
    }
  }
  return rows;
}

/** What the cohort's players spent up to a day, from their very first event on: spend before day 0 counts on day 0. */
function revenueUpTo(
  day: number,
  cohort: ReadonlyMap<string, unknown>,
  { events }: Activity,
  config: ReferenceConfig,
): number | null {
  const property = config.aggregation.revenue_property;
  if (events.every((event) => numberText(event.fields.get(property)) === undefined)) {
    return null;
  }
  const purchases = events.filter(
    (event) => isPurchase(event, config) && cohort.has(event.player_id) && event.day <= day,
  );
  return numberOf(exactSum(purchases.flatMap((event) => numberText(event.fields.get(property)) ?? [])));
}
