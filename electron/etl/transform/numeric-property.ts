import type { Profile, Property } from '../ingest/profile.ts';

/** The property of a key, if any event carries it in a column of its own. */
export function findProperty(profile: Profile, key: string): Property | undefined {
  return profile.properties.find((property) => property.key === key);
}

/**
 * A property read as a number (DOUBLE), NULL where it is none: a text counts where it is a finite decimal number,
 * since one stray text in the input makes the whole column VARCHAR; a boolean never does.
 */
export function numericValue(property: Property, column: string): string {
  switch (property.type) {
    case 'BIGINT':
    case 'DOUBLE':
      return `${column}::DOUBLE`;
    case 'BOOLEAN':
      return 'NULL::DOUBLE';
    case 'VARCHAR':
      return `CASE WHEN regexp_matches(${column}, '^[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?$')
        AND isfinite(TRY_CAST(${column} AS DOUBLE)) THEN TRY_CAST(${column} AS DOUBLE) END`;
  }
}

// Below this, 10^10 amounts still add up within the 38 digits of a DECIMAL with 9 places.
const largestExact = '1e15';

/**
 * A DOUBLE as a decimal with 9 places, so that sums are exact: neither the order of addition nor the number of threads
 * shows in them. An amount of 1e15 or more counts as that, with its sign: it is no price, and one must not fail the run.
 */
export function exactDecimal(value: string): string {
  // The CASE because least() and greatest() pass over NULL.
  return `CASE WHEN ${value} IS NOT NULL THEN greatest(least(${value}, ${largestExact}), -${largestExact}) END::DECIMAL(38, 9)`;
}

/** The exact sum of DOUBLEs under a filter, as DOUBLE; 0 over no rows. */
export function exactSum(value: string, filter: string): string {
  return `coalesce(sum(${exactDecimal(value)}) FILTER (WHERE ${filter}), 0)::DOUBLE`;
}
