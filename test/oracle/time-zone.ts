import { DAY_MICROS, dayOfDate, floorDiv, isoWeekday } from './calendar.ts';

const SECOND_MICROS = 1_000_000n;
const HOUR_MICROS = 3_600_000_000n;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Seconds east of UTC that a zone keeps at an instant (microseconds since 1970-01-01T00:00Z). */
export function offsetSeconds(instant: bigint, zone: string): number {
  const second = Number(floorDiv(instant, SECOND_MICROS));
  const parts = new Map(
    formatFor(zone)
      .formatToParts(second * 1000)
      .map((part) => [part.type, part.value]),
  );
  const number = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  // Intl knows no year 0: it is 1 BC.
  const year = parts.get('era') === 'BC' ? 1 - number('year') : number('year');
  const day = dayOfDate(year, number('month'), number('day')) ?? Number.NaN;
  return day * 86_400 + number('hour') * 3600 + number('minute') * 60 + number('second') - second;
}

/**
 * The instant of a local time. `local` is the wall clock in microseconds since 1970-01-01T00:00 of that clock.
 * A time that occurs twice is the later instant; one that never occurs moves on by the length of the gap.
 */
export function instantOfLocal(local: bigint, zone: string): bigint {
  const readBy = (offset: number): bigint => local - BigInt(offset) * SECOND_MICROS;
  // Every offset the zone keeps around then. No offset reaches a day, and none lasts less than six hours.
  const offsets = new Set<number>();
  for (let hours = -24n; hours <= 24n; hours += 6n) {
    offsets.add(offsetSeconds(local + hours * HOUR_MICROS, zone));
  }
  const inForce = [...offsets].filter((offset) => offsetSeconds(readBy(offset), zone) === offset);
  if (inForce.length > 0) {
    // The smallest offset names the latest instant.
    return readBy(Math.min(...inForce));
  }
  // In a gap: read by the clock as it went before it was set forward. Reading by the largest offset, the one kept
  // after the change, gives an instant before the change; the offset kept there is the one to read by.
  return readBy(offsetSeconds(readBy(Math.max(...offsets)), zone));
}

/** What calendar and clock of a zone show at an instant. */
export interface LocalTime {
  /** Days since 1970-01-01. */
  readonly day: number;
  /** 0 to 23. */
  readonly hour: number;
  /** 1 is Monday. */
  readonly weekday: number;
}

/** Local day, hour and weekday of an instant. */
export function localTime(instant: bigint, zone: string): LocalTime {
  const local = instant + BigInt(offsetSeconds(instant, zone)) * SECOND_MICROS;
  const day = floorDiv(local, DAY_MICROS);
  const hour = (local - day * DAY_MICROS) / HOUR_MICROS;
  return { day: Number(day), hour: Number(hour), weekday: isoWeekday(Number(day)) };
}

function formatFor(zone: string): Intl.DateTimeFormat {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  formats.set(zone, format);
  return format;
}
