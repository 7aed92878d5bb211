// White space of any script and what has no width, each character by itself: `\s` means another class to DuckDB.
const unseen =
  '[\\x00-\\x20\\x7f-\\xa0\\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]';
// A number, and what begins a formula: at the start of a cell, or behind what a spreadsheet may take for the end of one.
const number = '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$';
const formula = `(^)(${unseen}*[=+\\-@＝＋－＠]|[\\t\\r\\n])|([;,"\\t\\r\\n])([=+\\-@＝＋－＠])`;

/**
 * A text for the cell of a spreadsheet: an apostrophe before what would run as a formula, as OWASP has it ("CSV injection").
 * A text that is a number stays one.
 */
export function spreadsheetText(text: string): string {
  return new RegExp(number).test(text) ? text : text.replace(new RegExp(formula, 'g'), "$1$3'$2$4");
}

/** The same as an SQL expression over an expression of type VARCHAR; both regular expressions mean the same to DuckDB. */
export function spreadsheetTextSql(expression: string): string {
  const [isNumber, begins] = [number, formula].map((pattern) => `'${pattern}'`);
  return `CASE WHEN regexp_matches(${expression}, ${isNumber}) THEN ${expression} ELSE regexp_replace(${expression}, ${begins}, '\\1\\3''\\2\\4', 'g') END`;
}
