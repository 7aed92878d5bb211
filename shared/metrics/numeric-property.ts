import { quoteIdentifier, quoteText } from '../sql/quote.ts';
import { type PropertyColumns, restColumn } from './property-columns.ts';

/**
 * A property of the cleaned events read as a number: a SQL expression of type DOUBLE, NULL where an event holds none.
 * A text counts where it is a finite decimal number, since one stray text in the input makes the whole column VARCHAR;
 * a boolean never does. A key without a column of its own is read from `prop__rest`.
 * @returns null where no event can hold one
 */
export function numericProperty({ properties, restKeys }: PropertyColumns, key: string): string | null {
  const property = properties.find((candidate) => candidate.key === key);
  if (property === undefined) return restKeys > 0 ? numberInText(restText(key)) : null;
  const column = quoteIdentifier(property.column);
  switch (property.type) {
    case 'BIGINT':
    case 'DOUBLE':
      return `${column}::DOUBLE`;
    case 'BOOLEAN':
      return null;
    case 'VARCHAR':
      return numberInText(column);
  }
}

function restText(key: string): string {
  const pointer = `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return `json_extract_string(${restColumn}, ${quoteText(pointer)})`;
}

// Of one shape with the definition: DuckDB's own cast takes more for a number (white space, `1_000`, `0x10`).
function numberInText(text: string): string {
  return `CASE WHEN regexp_matches(${text}, '^[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?$')
    AND isfinite(TRY_CAST(${text} AS DOUBLE)) THEN TRY_CAST(${text} AS DOUBLE) END`;
}

// Below this, 10^10 amounts still add up within the 38 digits of a DECIMAL with 9 places.
const largestExact = '1e18';

/**
 * A DOUBLE as a decimal with 9 places, so that sums are exact: neither the order of addition nor the number of threads
 * shows in them. An amount of 1e18 or more counts as that, with its sign: it is no price, and one must not fail the run.
 */
export function exactDecimal(value: string): string {
  // The CASE because least() and greatest() pass over NULL.
  return `CASE WHEN ${value} IS NOT NULL THEN greatest(least(${value}, ${largestExact}), -${largestExact}) END::DECIMAL(38, 9)`;
}

/** The exact sum of DOUBLEs under a filter, as DOUBLE; 0 over no rows. */
export function exactSum(value: string, filter: string): string {
  return `coalesce(sum(${exactDecimal(value)}) FILTER (WHERE ${filter}), 0)::DOUBLE`;
}
