// A number, and what begins a formula: at the start of a cell, or behind what a spreadsheet may take for the end of one.
const number = '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$';
const formula = '(^)(\\s*[=+\\-@＝＋－＠]|[\\t\\r\\n])|([;,"\\t\\r\\n])([=+\\-@＝＋－＠])';

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
