import { z } from 'zod';

/** A row that shows a finding: where it stands in the input, and what is wrong with it. */
export const sampleRowSchema = z.object({
  file: z.string(),
  line: z.number().int().positive(),
  event_id: z.string().nullable(),
  detail: z.string(),
});
export type SampleRow = z.infer<typeof sampleRowSchema>;

/**
 * The extreme end of a distribution: distinct values with their counts, most extreme first, at most
 * `tailLimit` of them. `complete` says that no value is missing, so any threshold can be judged exactly.
 */
export const tailSchema = z.object({
  values: z.array(z.object({ value: z.number(), count: z.number().int().positive() })),
  total: z.number().int().nonnegative(),
  complete: z.boolean(),
});
export type Tail = z.infer<typeof tailSchema>;

/** How many distinct values a `Tail` keeps. */
export const tailLimit = 1000;

/** A number of rows. */
export const countSchema = z.number().int().nonnegative();

/** What a check asks of the cleaned events, in the place of the answer: a number, a `Tail`, or sample rows. */
export type Ask =
  | { readonly ask: 'count'; readonly from: string }
  | { readonly ask: 'tail'; readonly value: string; readonly from: string; readonly order: 'ASC' | 'DESC' }
  | { readonly ask: 'samples'; readonly condition: string; readonly detail: string };

/** A part of what is measured, each figure as the question behind it; null and texts stand for themselves. */
export type Asked = Ask | null | readonly [] | { readonly [name: string]: Asked };

/** How many rows there are: of `cleaned`, with a condition or without. */
export function count(from: string): Ask {
  return { ask: 'count', from };
}

/** The extreme end of a number over rows: the largest first (`DESC`) or the smallest. */
export function tail(value: string, from: string, order: 'ASC' | 'DESC'): Ask {
  return { ask: 'tail', value, from, order };
}

/** The first cleaned events, in input order, that meet a condition. @param detail what is wrong with each, as SQL */
export function samples(condition: string, detail: string): Ask {
  return { ask: 'samples', condition, detail };
}

/** How many values lie beyond a threshold; `atLeast` is `At least ` where the tail ends before the threshold does. */
export function countBeyond(
  { values, complete }: Tail,
  isBeyond: (value: number) => boolean,
): { count: number; atLeast: string } {
  const beyond = values.filter(({ value }) => isBeyond(value));
  const sum = beyond.reduce((total, { count: events }) => total + events, 0);
  return { count: sum, atLeast: !complete && beyond.length === values.length ? 'At least ' : '' };
}
