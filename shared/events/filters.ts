import { z } from 'zod';
import type { ColumnType } from './columns.ts';

const name = z.string().min(1).max(32_768);
// As it was typed: digits beyond 2^53 and microseconds survive as text alone.
const text = z.string().max(100_000);

/** A condition on one column of the cleaned events. */
export const eventFilterSchema = z.discriminatedUnion('operator', [
  z.strictObject({
    column: name,
    operator: z.enum(['equals', 'not_equals', 'contains', 'starts_with', 'gt', 'gte', 'lt', 'lte']),
    value: text,
  }),
  z.strictObject({ column: name, operator: z.literal('one_of'), values: z.array(text).min(1).max(1000) }),
  z.strictObject({ column: name, operator: z.literal('between'), from: text, to: text }),
  z.strictObject({ column: name, operator: z.enum(['is_null', 'is_not_null']) }),
]);
export type EventFilter = z.infer<typeof eventFilterSchema>;
export type FilterOperator = EventFilter['operator'];

/** How an operator reads in a sentence: `level is one of 1, 2`. */
export const operatorLabels: Readonly<Record<FilterOperator, string>> = {
  equals: 'is',
  not_equals: 'is not',
  one_of: 'is one of',
  contains: 'contains',
  starts_with: 'starts with',
  gt: '>',
  gte: '≥',
  lt: '<',
  lte: '≤',
  between: 'is between',
  is_null: 'has no value',
  is_not_null: 'has a value',
};

const textOperators: readonly FilterOperator[] = [
  'equals',
  'not_equals',
  'one_of',
  'contains',
  'starts_with',
  'is_null',
  'is_not_null',
];
const orderedOperators: readonly FilterOperator[] = [
  'equals',
  'not_equals',
  'one_of',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'is_null',
  'is_not_null',
];
const flagOperators: readonly FilterOperator[] = ['equals', 'not_equals', 'is_null', 'is_not_null'];

/** The operators that make sense of a column. */
export function operatorsFor(type: ColumnType): readonly FilterOperator[] {
  if (type === 'VARCHAR') return textOperators;
  return type === 'BOOLEAN' ? flagOperators : orderedOperators;
}

/** The values a filter compares with, as they were typed. */
export function filterValues(filter: EventFilter): readonly string[] {
  switch (filter.operator) {
    case 'one_of':
      return filter.values;
    case 'between':
      return [filter.from, filter.to];
    case 'is_null':
    case 'is_not_null':
      return [];
    default:
      return [filter.value];
  }
}
