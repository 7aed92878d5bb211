/**
 * DuckDB's JSON reader accepts more than JSON: trailing commas, and NaN and Infinity in any spelling. This condition tells
 * whether a text it accepted holds any. It takes strings out first, so it is exact, and dear: ask it of few rows.
 */
export function isLenientJson(text: string): string {
  return `regexp_matches(regexp_replace(${text}, '"(?:[^"\\\\]|\\\\.)*"', '0', 'g'), '(?i),[ \\t\\r]*[}\\]]|nan|inf')`;
}

/** A cheap condition that every text with a trailing comma meets, and few others. */
export function mayHaveTrailingComma(text: string): string {
  return `regexp_matches(${text}, ',[ \\t\\r]*[}\\]]')`;
}

/** Whether a JSON value that is no string, as text, holds NaN or Infinity, or a string that reads so. */
export function mayHoldNonNumber(json: string): string {
  return `regexp_matches(${json}, '(?i)nan|inf')`;
}
