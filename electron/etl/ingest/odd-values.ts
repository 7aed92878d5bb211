// Each pattern begins with a letter of its own, so that a search leaps from one to the next: one pattern for all three
// would look at every byte, at several times the price.
const gap = '[ \\t\\r]*';
const end = `${gap}[,}\\]]`;
const sixteenDigits = Array.from(
  { length: 14 },
  (_, index) => `[0-9]{${index + 1}}\\.[0-9]{${15 - index}}`,
).join('|');
// NaN and Infinity; then numbers that DuckDB writes in another way than they may stand: -0, with an exponent, tiny, with
// zeros at the end, or with more digits than any double keeps.
const oddValue = `-?(?:(?i:nan|inf)|[0-9]+(?:\\.[0-9]*)?[eE]|[0-9]+\\.0000|[0-9]+\\.[0-9]+0${end}|${sixteenDigits}|[0-9]{15,}\\.)|-0${end}`;

/** Whether a value that matches a pattern may stand anywhere in a text of JSON; after a comma, also what else matches. */
export const startingAnywhere = (text: string, value: string, afterComma = '') => {
  const patterns = [`:${gap}(?:${value})`, `,${gap}(?:${afterComma}${value})`, `\\[${gap}(?:${value})`];
  return `(${patterns.map((pattern) => `regexp_matches(${text}, '${pattern}')`).join(' OR ')})`;
};

/**
 * A cheap condition on a text that DuckDB takes for JSON. False: it is JSON, and DuckDB writes each of its numbers as it
 * stands there. True: perhaps not.
 */
export function mayHoldOddValues(text: string): string {
  return startingAnywhere(text, oddValue, '[}\\]]|');
}

// Of these, a text that DuckDB makes of a number may be another than the JSON it makes of it.
const withExponent = '-?(?:[0-9]+(?:\\.[0-9]*)?[eE]|[0-9]+\\.0000|[0-9]{15,}\\.)';

/**
 * Whether DuckDB may write something else of a text of JSON, so also of a number in it, than stands there. Spaces do not
 * count: many loggers put some between members, and no number holds any.
 */
export function isWrittenAnew(text: string): string {
  const written = `json_extract(${text}, '$')::VARCHAR`;
  return `CASE WHEN CASE WHEN ${text} = ${written} THEN false WHEN NOT contains(${text}, '": ') THEN true
      ELSE replace(${text}, ' ', '') <> replace(${written}, ' ', '') END
    THEN true ELSE ${startingAnywhere(text, withExponent)} END`;
}

/**
 * DuckDB's JSON reader accepts more than JSON: trailing commas, and NaN and Infinity in any spelling. This condition tells
 * whether a text it accepted holds any. It takes strings out first where a cheaper look finds one, so it is exact.
 */
export function isLenientJson(text: string): string {
  const bare = `regexp_replace(${text}, '"(?:[^"\\\\]|\\\\.)*"', '0', 'g')`;
  return `CASE WHEN ${startingAnywhere(text, '-?(?i:nan|inf)', '[}\\]]|')} OR regexp_matches(${text}, '^${gap}-?(?i:nan|inf)')
    THEN regexp_matches(${bare}, '(?i)${`,${gap}[}\\]]`}|nan|inf') ELSE false END`;
}
