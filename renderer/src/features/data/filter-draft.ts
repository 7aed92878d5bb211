import type { EventColumn } from '../../../../shared/events/columns.ts';
import { valueProblem } from '../../../../shared/events/filter-value.ts';
import {
  type EventFilter,
  type FilterOperator,
  filterValues,
  operatorLabels,
} from '../../../../shared/events/filters.ts';

/** What stands in the controls of a filter that is being built. */
export type FilterDraft = {
  operator: FilterOperator;
  value: string;
  to: string;
  values: readonly string[];
};

/** The filter that a draft makes, or what is wrong with it. */
export function buildFilter(
  { name, type }: EventColumn,
  { operator, value, to, values }: FilterDraft,
): EventFilter | { problem: string } {
  const filter = filterOf(name, operator, { value, to, values });
  if (filter.operator === 'one_of' && values.length === 0) return { problem: 'Enter a value.' };
  const problem = filterValues(filter)
    .map((text) => valueProblem(type, text))
    .find((found) => found !== null);
  return problem === undefined || problem === null ? filter : { problem };
}

function filterOf(
  column: string,
  operator: FilterOperator,
  { value, to, values }: Omit<FilterDraft, 'operator'>,
): EventFilter {
  switch (operator) {
    case 'one_of':
      return { column, operator, values: [...values] };
    case 'between':
      return { column, operator, from: value, to };
    case 'is_null':
    case 'is_not_null':
      return { column, operator };
    default:
      return { column, operator, value };
  }
}

/** A filter in words: `event_type is purchase`. An empty text is written as quotes. */
export function filterText(filter: EventFilter): string {
  const values = filterValues(filter).map((value) => (value === '' ? '""' : value));
  const listed = values.join(filter.operator === 'between' ? ' and ' : ', ');
  return [filter.column, operatorLabels[filter.operator], listed].filter((part) => part !== '').join(' ');
}
