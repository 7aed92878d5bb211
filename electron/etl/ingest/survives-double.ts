import { startingAnywhere } from './odd-values.ts';

/**
 * Whether the text of a JSON number names the very value that the double nearest to it is written as: `1.10` does, as
 * `1.1`; `12345678901234567.89` and `1e400` do not. Up to 15 digits always do, unless an exponent leads out of range.
 */
export function survivesDouble(number: string): string {
  const double = `TRY_CAST(${number} AS DOUBLE)`;
  return `CASE WHEN length(${number}) <= 16 AND NOT contains(lower(${number}), 'e') THEN true
    WHEN ${double}::VARCHAR = ${number} THEN true
    ELSE coalesce(isfinite(${double}) AND ${canonical(number)} = ${canonical(`${double}::VARCHAR`)}, false) END`;
}

/** One text for all texts of a value: its digits without zeros at either end, and the power of ten they are times. */
function canonical(number: string): string {
  const parts = `regexp_extract(${number}, '^-?([0-9]+)(?:\\.([0-9]+))?(?:[eE]([-+]?[0-9]+))?$', ['whole', 'fraction', 'exponent'])`;
  return `list_transform([${parts}], lambda part:
    CASE WHEN trim(part.whole || part.fraction, '0') = '' THEN '0'
      ELSE trim(part.whole || part.fraction, '0') || 'e' ||
        (CASE WHEN part.exponent = '' THEN 0 ELSE TRY_CAST(part.exponent AS INTEGER) END - length(part.fraction)
          + length(part.whole || part.fraction) - length(rtrim(part.whole || part.fraction, '0'))) END)[1]`;
}

// Of few characters and without an exponent, they all do.
const longOrExponent = '-?[0-9](?:[0-9.]{16}|[0-9.]*[eE])';

/** Whether a JSON text holds no number with a point or an exponent but such that survive a double. Of texts inside strings too, so false may be wrong. */
export function allSurviveDouble(json: string): string {
  return `CASE WHEN NOT ${startingAnywhere(json, longOrExponent)} THEN true ELSE len(list_filter(regexp_extract_all(${json}, '[0-9]+(?:\\.[0-9]+(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)'),
    lambda number: NOT ${survivesDouble('number')})) = 0 END`;
}
