import fc from 'fast-check';
import { dateText, dayOfDate } from '../oracle/calendar.ts';

/** A zone and a day on which its clocks, or its calendar, do something odd. */
export interface Season {
  readonly zone: string;
  /** Days since 1970-01-01. */
  readonly day: number;
}

function season(zone: string, year: number, month: number, dayOfMonth: number): Season {
  return { zone, day: dayOfDate(year, month, dayOfMonth) ?? 0 };
}

/** Clocks set forward and back, half an hour's change, a day left out, a leap day, the end of a year. */
export const seasons: readonly Season[] = [
  season('UTC', 2024, 2, 29),
  season('America/New_York', 2024, 3, 10),
  season('America/New_York', 2024, 11, 3),
  season('America/New_York', 1883, 11, 18),
  season('Europe/Berlin', 2024, 3, 31),
  season('Europe/Berlin', 2024, 10, 27),
  season('Asia/Kolkata', 2023, 12, 31),
  season('Australia/Lord_Howe', 2024, 10, 6),
  season('Australia/Lord_Howe', 2024, 4, 7),
  season('Pacific/Apia', 2011, 12, 30),
];

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** `hh:mm`: around the usual hours of a switch, around midnight, anywhere. */
const clock = fc.oneof(
  fc.constantFrom('00:00', '00:30', '01:00', '01:30', '01:59', '02:00', '02:15', '02:30', '03:00', '23:59'),
  // 1883-11-18 in New York: 12:03:58 by the sun became 12:00 by the railways.
  fc.constantFrom('11:59', '12:00', '12:03', '12:04'),
  fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map(twoDigits).join(':')),
);

const seconds = fc.oneof(
  fc.constantFrom(
    '',
    ':00',
    ':59',
    ':58.5',
    ':01.123',
    ':02.000001',
    ':03.999999999',
    ':04.1234567890123456789',
    ':05,25',
    ':06,0000019',
  ),
  fc.integer({ min: 0, max: 59 }).map((second) => `:${twoDigits(second)}`),
);

const offset = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'Z',
      'z',
      '+00:00',
      '-00:00',
      '+01',
      '-05',
      '+0530',
      '-0456',
      '+10:30',
      '+14:59',
      '-14:59',
    ),
  },
);

/** A valid timestamp in some permitted form, on a day near the season's. */
export function timestampNear({ day }: Season): fc.Arbitrary<string> {
  const near = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: -2, max: 2 }) },
    // Far enough that windows of 7 and 30 days open and close. Not farther: the calendar has a row for every
    // day between first and last event, and this reading is slow.
    { weight: 1, arbitrary: fc.integer({ min: -34, max: 10 }) },
  );
  return fc
    .tuple(near, fc.constantFrom('T', ' ', 't'), clock, seconds, offset)
    .map(
      ([days, separator, time, second, zone]) => `${dateText(day + days)}${separator}${time}${second}${zone}`,
    );
}

/** Clocks set to the far future; events there count in no metric, so they stretch no calendar. */
export const farFutureTimestamp = fc.constantFrom(
  '9999-12-31T23:59:59.999999Z',
  '9999-12-31 00:00',
  '2262-04-12T00:00Z',
);

/** A valid timestamp of the years 1 to 9999, for holding two parsers against each other. */
export const anyTimestamp = fc
  .tuple(
    fc.integer({ min: dayOfDate(1, 1, 2) ?? 0, max: dayOfDate(9999, 12, 30) ?? 0 }),
    fc.constantFrom('T', ' ', 't'),
    clock,
    seconds,
    offset,
  )
  .map(([day, separator, time, second, zone]) => `${dateText(day)}${separator}${time}${second}${zone}`);
