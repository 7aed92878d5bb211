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

/**
 * A cheap condition on a text that DuckDB takes for JSON. False: it is JSON, and DuckDB writes each of its numbers as it
 * stands there. True: perhaps not.
 */
export function mayHoldOddValues(text: string): string {
  const patterns = [`:${gap}(?:${oddValue})`, `,${gap}(?:[}\\]]|${oddValue})`, `\\[${gap}(?:${oddValue})`];
  return `(${patterns.map((pattern) => `regexp_matches(${text}, '${pattern}')`).join(' OR ')})`;
}

/**
 * DuckDB's JSON reader accepts more than JSON: trailing commas, and NaN and Infinity in any spelling. This condition tells
 * whether a text it accepted holds any. It takes strings out first, so it is exact, and dear: ask it of few rows.
 */
export function isLenientJson(text: string): string {
  return `regexp_matches(regexp_replace(${text}, '"(?:[^"\\\\]|\\\\.)*"', '0', 'g'), '(?i)${`,${gap}[}\\]]`}|nan|inf')`;
}
