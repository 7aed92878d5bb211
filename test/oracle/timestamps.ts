import { DAY_MICROS, dayOfDate } from './calendar.ts';
import { instantOfLocal, localTime } from './time-zone.ts';

const DATE = String.raw`(\d{4})-(\d{2})-(\d{2})`;
const CLOCK = String.raw`(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?`;
const OFFSET = String.raw`([Zz]|[+-]\d{2}(?::?\d{2})?)?`;
const TIMESTAMP = new RegExp(`^${DATE}[Tt ]${CLOCK}${OFFSET}$`);

const MINUTE_MICROS = 60_000_000n;
const FIRST_DAY = dayOfDate(1, 1, 1) ?? Number.NaN;
const LAST_DAY = dayOfDate(9999, 12, 31) ?? Number.NaN;
const MAX_OFFSET_MINUTES = 14 * 60 + 59;

/**
 * The instant a timestamp names, in microseconds since 1970-01-01T00:00Z; without an offset it is read in `zone`.
 * `undefined` where definitions.md, section "Time", does not allow the text.
 */
export function parseTimestamp(text: string, zone: string): bigint | undefined {
  const match = TIMESTAMP.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, year, month, dayOfMonth, hour, minute, second = '0', fraction = '', offset] = match;
  const day = dayOfDate(Number(year), Number(month), Number(dayOfMonth));
  if (day === undefined || Number(year) === 0) {
    return undefined;
  }
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return undefined;
  }
  const seconds = BigInt(Number(hour) * 3600 + Number(minute) * 60 + Number(second));
  // Cut off after the microsecond, not rounded.
  const micros = BigInt(fraction.slice(0, 6).padEnd(6, '0'));
  const local = BigInt(day) * DAY_MICROS + seconds * 1_000_000n + micros;
  const instant = instantOf(local, offset, zone);
  return instant !== undefined && isInCalendar(instant, 'UTC') && isInCalendar(instant, zone)
    ? instant
    : undefined;
}

function instantOf(local: bigint, offset: string | undefined, zone: string): bigint | undefined {
  if (offset === undefined) {
    return instantOfLocal(local, zone);
  }
  const offsetMinutes = parseOffset(offset);
  return offsetMinutes === undefined ? undefined : local - BigInt(offsetMinutes) * MINUTE_MICROS;
}

/** Whether the date that a zone has at an instant is one of the years 1 to 9999. */
function isInCalendar(instant: bigint, zone: string): boolean {
  const { day } = localTime(instant, zone);
  return FIRST_DAY <= day && day <= LAST_DAY;
}

/** Minutes east of UTC. */
function parseOffset(text: string): number | undefined {
  if (text === 'Z' || text === 'z') {
    return 0;
  }
  const hours = Number(text.slice(1, 3));
  // `+hh`, `+hhmm` and `+hh:mm`: the last two digits, if any follow the hours.
  const minutes = text.length > 3 ? Number(text.slice(-2)) : 0;
  if (minutes > 59 || hours * 60 + minutes > MAX_OFFSET_MINUTES) {
    return undefined;
  }
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
