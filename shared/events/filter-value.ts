import type { ColumnType } from './columns.ts';

const integer = /^[+-]?\d{1,40}$/;
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const date = /^(\d{4})-(\d{2})-(\d{2})$/;
const instant =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}(?::?\d{2}(?::?\d{2})?)?)?)?$/;
const int64 = 2n ** 63n;

/** What is wrong with a text as a value of a column, as a sentence; null where it is one. */
export function valueProblem(type: ColumnType, text: string): string | null {
  switch (type) {
    case 'VARCHAR':
      return null;
    case 'TINYINT':
    case 'BIGINT':
      if (!integer.test(text)) return 'Enter a whole number, such as 12.';
      return isInt64(BigInt(text.replace('+', ''))) ? null : 'Enter a number of at most 64 bits.';
    case 'DOUBLE':
      return decimal.test(text) && Number.isFinite(Number(text)) ? null : 'Enter a number, such as 4.99.';
    case 'BOOLEAN':
      return text === 'true' || text === 'false' ? null : 'Enter true or false.';
    case 'DATE':
      return isDate(text) ? null : 'Enter a day, such as 2024-01-31.';
    case 'TIMESTAMPTZ':
      return isInstant(text)
        ? null
        : 'Enter a time, such as 2024-01-31 14:30 or 2024-01-31 14:30:00.25+01:00.';
  }
}

function isInt64(value: bigint): boolean {
  return value >= -int64 && value < int64;
}

function isDate(text: string): boolean {
  const [, year, month, day] = date.exec(text) ?? [];
  if (year === undefined || year === '0000') return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  // 30 February would roll over to March.
  return parsed.getUTCMonth() + 1 === Number(month) && parsed.getUTCDate() === Number(day);
}

function isInstant(text: string): boolean {
  const [, day = '', hour = '0', minute = '0', second = '0'] = instant.exec(text) ?? [];
  return isDate(day) && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}
