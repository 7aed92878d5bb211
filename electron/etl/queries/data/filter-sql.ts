import { ArgumentError } from '../../../../shared/errors.ts';
import type { ColumnType, EventColumn } from '../../../../shared/events/columns.ts';
import { valueProblem } from '../../../../shared/events/filter-value.ts';
import { type EventFilter, filterValues, operatorsFor } from '../../../../shared/events/filters.ts';
import { quoteIdentifier } from '../../../../shared/sql/quote.ts';

/** How a value gets into a statement. */
export type WriteValue = (type: ColumnType, text: string) => string;

/** A condition in SQL, and the values bound to it. */
export type Condition = { sql: string; params: Record<string, string> };

/**
 * The column of a name. The engine writes no other identifier into a statement.
 * @throws ArgumentError where the run has none of that very name
 */
export function findColumn(columns: readonly EventColumn[], name: string): EventColumn {
  const column = columns.find((candidate) => candidate.name === name);
  if (column === undefined) throw new ArgumentError(`The events have no column ${JSON.stringify(name)}.`);
  return column;
}

/** The filters as one condition with bound values; `true` where there are none. @throws ArgumentError */
export function boundCondition(columns: readonly EventColumn[], filters: readonly EventFilter[]): Condition {
  const params: Record<string, string> = {};
  const bind: WriteValue = (type, text) => {
    const name = `value${Object.keys(params).length}`;
    params[name] = plainValue(type, text);
    // As text: a number of JavaScript would lose digits. Cast, so that DuckDB can skip row groups by it.
    return `$${name}::${type}`;
  };
  return { sql: joined(columns, filters, bind, ' AND ') || 'true', params };
}

/** The filters as conditions joined by AND; empty where there are none. @throws ArgumentError */
export function joined(
  columns: readonly EventColumn[],
  filters: readonly EventFilter[],
  write: WriteValue,
  separator: string,
): string {
  return filters
    .map((filter) => conditionOf(findColumn(columns, filter.column), filter, write))
    .join(separator);
}

function conditionOf({ name, type }: EventColumn, filter: EventFilter, write: WriteValue): string {
  if (!operatorsFor(type).includes(filter.operator))
    throw new ArgumentError(`${name}: a column of type ${type} cannot be filtered by ${filter.operator}.`);
  for (const value of filterValues(filter)) {
    const problem = valueProblem(type, value);
    if (problem !== null) throw new ArgumentError(`${name}: ${problem}`);
  }
  const column = quoteIdentifier(name);
  const value = (text: string) => write(type, text);
  switch (filter.operator) {
    case 'equals':
      return `${column} = ${value(filter.value)}`;
    case 'not_equals':
      // An event without a value is not equal to any.
      return `${column} IS DISTINCT FROM ${value(filter.value)}`;
    case 'gt':
      return `${column} > ${value(filter.value)}`;
    case 'gte':
      return `${column} >= ${value(filter.value)}`;
    case 'lt':
      return `${column} < ${value(filter.value)}`;
    case 'lte':
      return `${column} <= ${value(filter.value)}`;
    // Functions, not LIKE: `%` and `_` stand for themselves.
    case 'contains':
      return `contains(${column}, ${value(filter.value)})`;
    case 'starts_with':
      return `starts_with(${column}, ${value(filter.value)})`;
    case 'one_of':
      return `${column} IN (${filter.values.map(value).join(', ')})`;
    case 'between':
      return `${column} BETWEEN ${value(filter.from)} AND ${value(filter.to)}`;
    case 'is_null':
      return `${column} IS NULL`;
    case 'is_not_null':
      return `${column} IS NOT NULL`;
  }
}

/** A number without what DuckDB does not read, such as a leading plus; any other value as it is. */
export function plainValue(type: ColumnType, text: string): string {
  switch (type) {
    case 'BIGINT':
    case 'TINYINT':
      return String(BigInt(text.replace('+', '')));
    case 'DOUBLE':
      return String(Number(text));
    default:
      return text;
  }
}
