import type { Unit } from './definitions.ts';
import type { FigureDefinition } from './figure-definition.ts';

export const breakdownMetrics = ['events', 'players', 'dau', 'sessions', 'purchases', 'revenue'] as const;
export type BreakdownMetric = (typeof breakdownMetrics)[number];

/** A daily figure that can be broken down by the event type or a property, by the value on each event itself. */
export type BreakdownDefinition = FigureDefinition & {
  unit: Unit;
  /**
   * Whether the parts sum to the whole. Players and sessions can have events of several values: there each part is a
   * distinct count of its own, and the parts overlap.
   */
  isAdditive: boolean;
};

export const breakdowns: Readonly<Record<BreakdownMetric, BreakdownDefinition>> = {
  events: {
    label: 'Events',
    unit: 'events',
    meaning: 'Events of the day, by the value on the event.',
    formula: 'count(*)',
    isAdditive: true,
  },
  players: {
    label: 'Players',
    unit: 'players',
    meaning: 'Distinct players with an event of any type on the day, by the value on the event.',
    formula: 'count(distinct player_id)',
    isAdditive: false,
  },
  dau: {
    label: 'Active players',
    unit: 'players',
    meaning: 'Distinct players with an active event on the day (DAU), by the value on the active event.',
    formula: 'count(distinct player_id) of active events',
    isAdditive: false,
  },
  sessions: {
    label: 'Sessions',
    unit: 'sessions',
    meaning: 'Distinct sessions with an event on the day, by the value on the event.',
    formula: 'count(distinct player_id, session_id)',
    isAdditive: false,
  },
  purchases: {
    label: 'Purchases',
    unit: 'purchases',
    meaning: 'Purchases of the day, revenue outliers left out, by the value on the purchase.',
    formula: 'count of purchase events that are no outlier',
    isAdditive: true,
  },
  revenue: {
    label: 'Revenue',
    unit: 'money',
    meaning: 'Revenue of the day, outliers left out, by the value on the purchase.',
    formula: 'sum of the revenue property over purchases that are no outlier',
    isAdditive: true,
  },
};
