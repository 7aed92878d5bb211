import type { Activity } from './activity.ts';
import { isPurchase } from './activity.ts';
import { dateText } from './calendar.ts';
import type { CleanedEvent } from './clean.ts';
import { exactSum, numberOf, numberText } from './numbers.ts';
import type { PropertyValue } from './properties.ts';
import type { ReferenceConfig } from './reference-config.ts';
import { sessionKey } from './sessions.ts';

export interface BreakdownQuestion {
  readonly metric: 'events' | 'players' | 'dau' | 'sessions' | 'purchases' | 'revenue';
  /** `event_type` or a property's column. */
  readonly by: string;
  readonly top: number;
  /** Days since 1970-01-01, both included. */
  readonly from: number;
  readonly to: number;
}

export interface BreakdownPart {
  readonly kind: 'value' | 'other' | 'none';
  readonly value: PropertyValue;
  readonly figures: readonly number[];
  /** `null` for distinct counts. */
  readonly total: number | null;
}

/** A metric by day and value, the long way round: every part is counted anew from its own events. */
export function breakdown(activity: Activity, config: ReferenceConfig, question: BreakdownQuestion) {
  const { by, top, from, to } = question;
  const inRange = activity.events.filter(({ day }) => day >= from && day <= to);
  const events = inRange.filter((event) => counts(event, config, question));
  const figure = (part: readonly CleanedEvent[]) => measure(part, config, question);
  const valueIn = (event: CleanedEvent) =>
    by === 'event_type' ? event.event_type : (event.properties.get(by) ?? null);
  const values = new Set(events.map(valueIn).filter((value) => value !== null));
  const days: number[] = [];
  for (let day = Math.max(from, activity.firstDay); day <= Math.min(to, activity.lastDay); day += 1)
    days.push(day);
  const isAdditive = ['events', 'purchases', 'revenue'].includes(question.metric);
  const sumOfDays = (own: readonly CleanedEvent[]) =>
    isAdditive
      ? figure(own)
      : days.reduce((sum, day) => sum + figure(own.filter((event) => event.day === day)), 0);
  const ranked = [...values]
    .map((value) => ({ value, sum: sumOfDays(events.filter((event) => valueIn(event) === value)) }))
    .sort((a, b) => b.sum - a.sum || compare(a.value, b.value));
  const best = ranked.slice(0, top).map(({ value }) => value);
  const part = (kind: BreakdownPart['kind'], value: PropertyValue, own: readonly CleanedEvent[]) => ({
    kind,
    value,
    figures: days.map((day) => figure(own.filter((event) => event.day === day))),
    total: isAdditive ? figure(own) : null,
  });
  const others = events.filter((event) => valueIn(event) !== null && !best.includes(valueIn(event) ?? ''));
  const without = events.filter((event) => valueIn(event) === null);
  const parts: BreakdownPart[] = [
    ...best.map((value) =>
      part(
        'value',
        value,
        events.filter((event) => valueIn(event) === value),
      ),
    ),
    ...(others.length > 0 ? [part('other', null, others)] : []),
    ...(without.length > 0 ? [part('none', null, without)] : []),
  ];
  return { dates: days.map(dateText), parts, values: values.size };
}

function counts(event: CleanedEvent, config: ReferenceConfig, { metric }: BreakdownQuestion): boolean {
  const { active_event_types } = config.aggregation;
  switch (metric) {
    case 'events':
    case 'players':
      return true;
    case 'dau':
      return active_event_types.length === 0 || active_event_types.includes(event.event_type);
    case 'sessions':
      return event.session_id !== null;
    case 'purchases':
    case 'revenue':
      return isPurchase(event, config);
  }
}

function measure(
  events: readonly CleanedEvent[],
  config: ReferenceConfig,
  { metric }: BreakdownQuestion,
): number {
  switch (metric) {
    case 'events':
    case 'purchases':
      return events.length;
    case 'players':
    case 'dau':
      return new Set(events.map((event) => event.player_id)).size;
    case 'sessions':
      return new Set(events.map(sessionKey)).size;
    case 'revenue': {
      const { revenue_property } = config.aggregation;
      return numberOf(
        exactSum(events.flatMap(({ fields }) => numberText(fields.get(revenue_property)) ?? [])),
      );
    }
  }
}

function compare(a: PropertyValue, b: PropertyValue): number {
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (a === null || b === null || a === b) return 0;
  return a < b ? -1 : 1;
}
