const DAY_MS = 86_400_000;

/** Microseconds of a day of 24 hours. */
export const DAY_MICROS = 86_400_000_000n;

/** A calendar day as a number: days since 1970-01-01, proleptic Gregorian. `undefined`: no such date. */
export function dayOfDate(year: number, month: number, dayOfMonth: number): number | undefined {
  const date = new Date(0);
  // Not Date.UTC: it takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, month - 1, dayOfMonth);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth;
  return exists ? date.getTime() / DAY_MS : undefined;
}

/** `YYYY-MM-DD` of a day number. */
export function dateText(day: number): string {
  const date = new Date(day * DAY_MS);
  const year = String(date.getUTCFullYear()).padStart(4, '0');
  const month = String(date.getUTCMonth() + 1).padStart(2, '0');
  return `${year}-${month}-${String(date.getUTCDate()).padStart(2, '0')}`;
}

/** ISO weekday of a day number: 1 is Monday, 7 is Sunday. */
export function isoWeekday(day: number): number {
  // Sunday is 0 in JavaScript.
  return new Date(day * DAY_MS).getUTCDay() || 7;
}

/** Division that rounds towards minus infinity, so that times before 1970 fall on the right day. */
export function floorDiv(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}
