import { type Activity, isPurchase } from './activity.ts';
import { dateText, dayOfDate, isoWeekday } from './calendar.ts';
import type { CleanedEvent } from './clean.ts';
import { exactSum, numberOf, numberText } from './numbers.ts';
import type { ReferenceConfig } from './reference-config.ts';

/** A cell of cohorts by day, week or month. */
export interface CohortCell {
  readonly start: string;
  readonly n: number;
  readonly size: number;
  readonly active: number;
  readonly retained: number;
  readonly revenue: number | null;
  readonly isComplete: boolean;
}

/** Sums over complete cells of period n; revenue as an exact decimal of 9 places. */
export interface PooledCell {
  readonly n: number;
  readonly cohorts: number;
  readonly size: number;
  readonly active: number;
  readonly retained: number;
  readonly revenue: number | null;
}

type Period = 'day' | 'week' | 'month';

/**
 * Every cell of every cohort: players by the period of their first active day, for each period from then to that of the
 * last event.
 * @param isMember which players to look at; all where it is left out
 */
export function cohortCells(
  activity: Activity,
  config: ReferenceConfig,
  period: Period,
  isMember: (player: string) => boolean = () => true,
): CohortCell[] {
  const cells: CohortCell[] = [];
  const players = [...activity.activeDays.keys()].filter(isMember);
  for (
    let first = firstDayOf(activity.firstDay, period);
    first <= activity.lastDay;
    first = nextPeriod(first, period)
  ) {
    const cohort = players.filter(
      (player) => firstDayOf(Math.min(...daysOf(activity, player)), period) === first,
    );
    if (cohort.length === 0) continue;
    let n = 0;
    for (let begin = first; begin <= activity.lastDay; begin = nextPeriod(begin, period)) {
      const end = nextPeriod(begin, period) - 1;
      const has = (player: string, isMeant: (day: number) => boolean) =>
        daysOf(activity, player).some(isMeant);
      cells.push({
        start: dateText(first),
        n,
        size: cohort.length,
        active: cohort.filter((player) => has(player, (day) => day >= begin && day <= end)).length,
        retained: cohort.filter((player) => has(player, (day) => day >= begin)).length,
        revenue: revenueUpTo(end, cohort, activity, config),
        isComplete: end <= activity.lastCompleteDay,
      });
      n += 1;
    }
  }
  return cells;
}

/** The pooled average's sums, for each n with a complete cell. */
export function pool(cells: readonly CohortCell[]): PooledCell[] {
  const complete = cells.filter((cell) => cell.isComplete);
  const numbers = [...new Set(complete.map(({ n }) => n))].sort((a, b) => a - b);
  return numbers.map((n) => {
    const these = complete.filter((cell) => cell.n === n);
    const sum = (of: (cell: CohortCell) => number) => these.reduce((total, cell) => total + of(cell), 0);
    return {
      n,
      cohorts: these.length,
      size: sum((cell) => cell.size),
      active: sum((cell) => cell.active),
      retained: sum((cell) => cell.retained),
      revenue: these.some((cell) => cell.revenue === null) ? null : sum((cell) => cell.revenue ?? 0),
    };
  });
}

/**
 * Each player's value of a property: the one on the first active event, in input order, of the first active day, as
 * text; null where that event has none.
 */
export function playerValues(
  activity: Activity,
  config: ReferenceConfig,
  column: string,
): Map<string, string | null> {
  const types = config.aggregation.active_event_types;
  const isActive = (event: CleanedEvent) => types.length === 0 || types.includes(event.event_type);
  const values = new Map<string, string | null>();
  for (const [player, days] of activity.activeDays) {
    const first = Math.min(...days);
    const event = activity.events.find(
      (one) => one.player_id === player && one.day === first && isActive(one),
    );
    const value = event?.properties.get(column) ?? null;
    values.set(player, value === null ? null : String(value));
  }
  return values;
}

/** Players by value: the six most frequent ones (of equals, the one first in code point order), the rest, those without. */
export function groupsOf(
  values: ReadonlyMap<string, string | null>,
): { kind: 'value' | 'other' | 'none'; value: string | null; values: number; players: Set<string> }[] {
  const byValue = new Map<string, Set<string>>();
  const without = new Set<string>();
  for (const [player, value] of values) {
    if (value === null) without.add(player);
    else byValue.set(value, (byValue.get(value) ?? new Set()).add(player));
  }
  const ranked = [...byValue].sort(
    ([a, these], [b, those]) => those.size - these.size || Buffer.compare(Buffer.from(a), Buffer.from(b)),
  );
  const rest = ranked.slice(6);
  return [
    ...ranked.slice(0, 6).map(([value, players]) => ({ kind: 'value' as const, value, values: 1, players })),
    ...(rest.length === 0
      ? []
      : [
          {
            kind: 'other' as const,
            value: null,
            values: rest.length,
            players: new Set(rest.flatMap(([, players]) => [...players])),
          },
        ]),
    ...(without.size === 0 ? [] : [{ kind: 'none' as const, value: null, values: 0, players: without }]),
  ];
}

function daysOf({ activeDays }: Activity, player: string): number[] {
  return [...(activeDays.get(player) ?? [])];
}

function firstDayOf(day: number, period: Period): number {
  if (period === 'day') return day;
  if (period === 'week') return day - isoWeekday(day) + 1;
  const date = new Date(day * 86_400_000);
  return dayOfDate(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) ?? day;
}

function nextPeriod(firstDay: number, period: Period): number {
  if (period === 'day') return firstDay + 1;
  // No month is longer than 31 days: from its first one, that is in the next.
  return period === 'week' ? firstDay + 7 : firstDayOf(firstDay + 31, 'month');
}

function revenueUpTo(
  day: number,
  cohort: readonly string[],
  { events }: Activity,
  config: ReferenceConfig,
): number | null {
  const property = config.aggregation.revenue_property;
  if (events.every((event) => numberText(event.fields.get(property)) === undefined)) return null;
  const purchases = events.filter(
    (event) => isPurchase(event, config) && cohort.includes(event.player_id) && event.day <= day,
  );
  return numberOf(exactSum(purchases.flatMap((event) => numberText(event.fields.get(property)) ?? [])));
}
