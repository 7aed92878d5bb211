/**
 * DuckDB writes numbers of JSON anew, by way of doubles: `1.10` becomes `1.1`, and `12345678901234567.89` loses digits.
 * So a text whose numbers count digit by digit is marked first: each string in it, keys included, gets an `s` in front,
 * each number becomes a string of its text with an `n` in front. That survives any extraction; then marks are taken off.
 * Dear: for the few lines that need it.
 */
const string = '"(?:[^"\\\\]|\\\\.)*"';
const quote = 34;
const digits = [45, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57];

/** Marks a valid JSON text. */
export function markJson(text: string): string {
  return eachToken(
    text,
    `${string}|-?[0-9][0-9.eE+-]*|[^"0-9-]+`,
    `CASE WHEN ascii(token) = ${quote} THEN '"s' || substr(token, 2)
      WHEN list_contains([${digits.join(', ')}], ascii(token)) THEN '"n' || token || '"' ELSE token END`,
  );
}

/** Takes the marks off what DuckDB wrote of a marked text. */
export function unmarkJson(text: string): string {
  return eachToken(
    text,
    `${string}|[^"]+`,
    `CASE WHEN starts_with(token, '"n') THEN substr(token, 3, length(token) - 3)
      WHEN starts_with(token, '"s') THEN '"' || substr(token, 3) ELSE token END`,
  );
}

function eachToken(text: string, pattern: string, change: string): string {
  return `array_to_string(list_transform(regexp_extract_all(${text}, '${pattern}'), lambda token: ${change}), '')`;
}

/** Whether the JSON text of a value in a marked text is a number, or may hold some. */
export function holdsDigits(marked: string): string {
  return `(starts_with(${marked}, '"n') OR ascii(${marked}) IN (91, 123))`;
}

/** The text of a number in a marked text, where the value there is one; else NULL. */
export function numberText(marked: string): string {
  return `CASE WHEN starts_with(${marked}, '"n') THEN substr(${marked}, 3, length(${marked}) - 3) END`;
}
