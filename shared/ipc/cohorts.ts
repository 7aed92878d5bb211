import { z } from 'zod';
import { periods } from '../metrics/periods.ts';
import { call } from './call.ts';
import { codesOfViews } from './reply.ts';
import { runRefSchema } from './results.ts';

const whole = z.number().int().nonnegative();
const wholes = z.array(whole);
/** Cumulative revenue; null where no event holds an amount. */
const revenue = z.array(z.number()).nullable();

const periodRefSchema = runRefSchema.extend({ period: z.enum(periods) });

/** `column`: a property column of the cleaned events. */
const breakdownRefSchema = periodRefSchema.extend({ column: z.string().min(1).max(100_000) });

/** A cohort; index n of each list is period n since its own. */
const cohortSchema = z.object({
  /** First day of its period. */
  start: z.iso.date(),
  size: whole,
  /** How many periods, from 0 on, are over in the data. */
  complete: whole,
  active: wholes,
  retained: wholes,
  revenue,
});
export type Cohort = z.infer<typeof cohortSchema>;

/** Sums over the complete cells of period n, for each n that has one. */
const pooledSchema = z.object({ cohorts: wholes, size: wholes, active: wholes, retained: wholes, revenue });
export type Pooled = z.infer<typeof pooledSchema>;

const dayTileSchema = z.object({
  day: whole,
  /** Daily cohorts whose day is over, and their players; 0 where there is none. */
  cohorts: whole,
  size: whole,
  active: whole,
  retained: whole,
});
export type DayTile = z.infer<typeof dayTileSchema>;

/** Cohorts by day, week or month: shared/metrics/cohort-views.ts says what each figure means. */
const cohortMatrixSchema = z.object({
  /** The latest ones, by start. */
  cohorts: z.array(cohortSchema),
  /** How many there are in all. */
  cohortCount: whole,
  /** Players of all cohorts. */
  players: whole,
  /** Over all cohorts, also those that are not listed. */
  pooled: pooledSchema,
  tiles: z.array(dayTileSchema),
  sql: z.object({ cells: z.string(), pooled: z.string(), tiles: z.string() }),
});
export type CohortMatrix = z.infer<typeof cohortMatrixSchema>;

const groupSchema = z.object({
  kind: z.enum(['value', 'other', 'none']),
  /** The value, cut off after 200 characters; null where the group is not of one value. */
  value: z.string().nullable(),
  /** How many values it holds. */
  values: whole,
  players: whole,
  pooled: pooledSchema,
});
export type CohortGroup = z.infer<typeof groupSchema>;

/** Players by their value of a property: the most frequent ones, then the others, then those without. */
const cohortBreakdownSchema = z.object({ groups: z.array(groupSchema), sql: z.string() });
export type CohortBreakdown = z.infer<typeof cohortBreakdownSchema>;

export const cohortsCalls = {
  /** Cohorts by day, week or month. */
  'cohorts:matrix': call({
    takes: periodRefSchema,
    gives: cohortMatrixSchema,
    answeredBy: 'engine',
    errors: codesOfViews,
  }),
  /** The same, pooled, for the groups of players that a property makes. */
  'cohorts:breakdown': call({
    takes: breakdownRefSchema,
    gives: cohortBreakdownSchema,
    answeredBy: 'engine',
    errors: codesOfViews,
  }),
};
