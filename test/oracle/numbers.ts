import type { JsonNode } from './json-tree.ts';

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;
const PLACES = 9;
const LARGEST = 10n ** 18n * 10n ** BigInt(PLACES);

/**
 * The number a property holds, as decimal text; `undefined` where it holds none.
 * The column's type does not matter: a column with a string in it is VARCHAR, where a text that is a finite
 * decimal number counts as that number; elsewhere there are no strings. A boolean, object or array never counts.
 */
export function numberText(node: JsonNode | undefined): string | undefined {
  const text = node?.kind === 'number' ? node.source : node?.kind === 'string' ? node.value : '';
  return DECIMAL.test(text) && Number.isFinite(Number(text)) ? text : undefined;
}

/** An exact decimal: units of 10^-9. Digits past the ninth place round half away from zero; beyond 1e18 it is 1e18. */
export function exactDecimal(text: string): bigint {
  const [, sign, whole = '0', fraction = '', exponent = '0'] = DECIMAL.exec(text) ?? [];
  const digits = BigInt(whole + fraction);
  const shift = Number(exponent) - fraction.length + PLACES;
  const exact = shift >= 0 ? digits * 10n ** BigInt(shift) : divideRounded(digits, -shift);
  const size = exact < LARGEST ? exact : LARGEST;
  return sign === '-' ? -size : size;
}

/** The number nearest to a sum of exact decimals. */
export function numberOf(decimal: bigint): number {
  const sign = decimal < 0n ? '-' : '';
  const digits = String(decimal < 0n ? -decimal : decimal).padStart(PLACES + 1, '0');
  return Number(`${sign}${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`);
}

/** The sum of decimal texts, as an exact decimal. */
export function exactSum(texts: readonly string[]): bigint {
  return texts.map(exactDecimal).reduce((sum, value) => sum + value, 0n);
}

/** A ratio: NULL where the denominator is 0 or the numerator is NULL. */
export function ratio(numerator: number | null, denominator: number): number | null {
  return numerator === null || denominator === 0 ? null : numerator / denominator;
}

/** `digits / 10^places`, rounded half up (of a number without sign). */
function divideRounded(digits: bigint, places: number): bigint {
  if (places > String(digits).length) {
    return 0n; // below a tenth of the last place; spares a power of ten as long as the exponent says
  }
  const divisor = 10n ** BigInt(places);
  return (digits + divisor / 2n) / divisor;
}
