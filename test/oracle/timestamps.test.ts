import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyTimestamp, seasons } from '../kit/arbitrary-times.ts';
import { badTimestamps } from '../kit/bad-timestamps.ts';
import { dateText } from './calendar.ts';
import { localTime, offsetSeconds } from './time-zone.ts';
import { parseTimestamp } from './timestamps.ts';

const micros = (iso: string): bigint => BigInt(Date.parse(iso)) * 1000n;

describe('grammar', () => {
  test.each(badTimestamps.map((text) => [text]))('%j is no timestamp', (text) => {
    expect(parseTimestamp(text, 'UTC')).toBeUndefined();
  });

  test.each([
    ['2024-01-15T14:30', '2024-01-15T14:30:00Z'],
    ['2024-01-15 14:30:07', '2024-01-15T14:30:07Z'],
    ['2024-01-15T14:30Z', '2024-01-15T14:30:00Z'],
    ['2024-01-15T14:30:00.5Z', '2024-01-15T14:30:00.500Z'],
    ['2024-01-15T14:30+02', '2024-01-15T12:30:00Z'],
    ['2024-01-15T14:30-0530', '2024-01-15T20:00:00Z'],
    ['2024-01-15T14:30+14:59', '2024-01-14T23:31:00Z'],
    ['2024-02-29T00:00Z', '2024-02-29T00:00:00Z'],
    ['2000-02-29T00:00Z', '2000-02-29T00:00:00Z'],
    ['0001-01-01T00:00Z', '0001-01-01T00:00:00Z'],
    ['0099-12-31T23:59:59Z', '0099-12-31T23:59:59Z'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59Z'],
  ])('%s is %s', (text, expected) => {
    expect(parseTimestamp(text, 'UTC')).toBe(micros(expected));
  });

  test('fractions are cut off after the microsecond, before 1970 too', () => {
    expect(parseTimestamp('1970-01-01T00:00:00.1234569Z', 'UTC')).toBe(123_456n);
    expect(parseTimestamp('1969-12-31T23:59:59.9999999Z', 'UTC')).toBe(-1n);
  });
});

describe('local times', () => {
  test.each([
    // No offset: the zone's; an offset in the text wins over the zone.
    ['2024-01-15T12:00', 'Asia/Kolkata', '2024-01-15T06:30:00Z'],
    ['2024-01-15T12:00Z', 'Asia/Kolkata', '2024-01-15T12:00:00Z'],
    // Clocks set forward: 02:30 never occurs and moves on to 03:30.
    ['2024-03-10T01:59:59', 'America/New_York', '2024-03-10T06:59:59Z'],
    ['2024-03-10T02:30', 'America/New_York', '2024-03-10T07:30:00Z'],
    ['2024-03-10T03:00', 'America/New_York', '2024-03-10T07:00:00Z'],
    ['2024-03-31T02:30', 'Europe/Berlin', '2024-03-31T01:30:00Z'],
    // Clocks set back: 01:30 occurs twice, the later is winter time.
    ['2024-11-03T00:59', 'America/New_York', '2024-11-03T04:59:00Z'],
    ['2024-11-03T01:30', 'America/New_York', '2024-11-03T06:30:00Z'],
    ['2024-10-27T02:00', 'Europe/Berlin', '2024-10-27T01:00:00Z'],
    // Half an hour forward, half an hour back.
    ['2024-10-06T02:15', 'Australia/Lord_Howe', '2024-10-05T15:45:00Z'],
    ['2024-10-06T02:30', 'Australia/Lord_Howe', '2024-10-05T15:30:00Z'],
    ['2024-04-07T01:45', 'Australia/Lord_Howe', '2024-04-06T15:15:00Z'],
    // A whole day left out.
    ['2011-12-30T10:00', 'Pacific/Apia', '2011-12-30T20:00:00Z'],
    ['2011-12-31T10:00', 'Pacific/Apia', '2011-12-30T20:00:00Z'],
    // By the sun, 4:56:02 behind Greenwich, until 12:03:58 of 1883-11-18; then the clock goes back to 12:00.
    ['1883-11-18T11:00', 'America/New_York', '1883-11-18T15:56:02Z'],
    ['1883-11-18T11:59', 'America/New_York', '1883-11-18T16:55:02Z'],
    ['1883-11-18T12:02', 'America/New_York', '1883-11-18T17:02:00Z'],
    ['0001-01-01T00:00', 'America/New_York', '0001-01-01T04:56:02Z'],
  ])('%s in %s is %s', (text, zone, expected) => {
    expect(parseTimestamp(text, zone)).toBe(micros(expected));
  });

  test.each([
    ['0001-01-01T04:56:01Z', 'America/New_York'],
    ['0001-01-01T00:00', 'Asia/Kolkata'],
    ['0001-01-01T00:00:00+14:00', 'Etc/GMT+12'],
    ['9999-12-31T23:00Z', 'Europe/Berlin'],
    ['9999-12-31T23:00', 'America/New_York'],
  ])('%s in %s lies outside the calendar', (text, zone) => {
    expect(parseTimestamp(text, zone)).toBeUndefined();
  });

  test('the clock of the zone shows what was written, or a later time if that never occurs', () => {
    const zones = fc.constantFrom(...seasons.map(({ zone }) => zone));
    fc.assert(
      fc.property(anyTimestamp, zones, (text, zone) => {
        const bare = text.slice(0, 11) + text.slice(11).replace(/[Zz+-].*/, '');
        const instant = parseTimestamp(bare, zone) ?? 0n;
        const shown = instant + BigInt(offsetSeconds(instant, zone)) * 1_000_000n;
        expect(shown).toBeGreaterThanOrEqual(parseTimestamp(`${bare}Z`, zone) ?? 0n);
      }),
    );
  });
});

test.each([
  ['2024-01-15T00:00:00Z', 'UTC', '2024-01-15', 0, 1],
  ['2024-01-14T23:59:59.999Z', 'UTC', '2024-01-14', 23, 7],
  ['2024-01-15T03:00:00Z', 'America/New_York', '2024-01-14', 22, 7],
  ['2024-01-14T18:30:00Z', 'Asia/Kolkata', '2024-01-15', 0, 1],
  ['1969-12-31T23:59:59Z', 'UTC', '1969-12-31', 23, 3],
  ['0001-01-01T00:00:00Z', 'America/New_York', '0000-12-31', 19, 7],
  ['9999-12-31T23:59:59Z', 'Europe/Berlin', '10000-01-01', 0, 6],
])('at %s in %s it is %s, hour %i, weekday %i', (iso, zone, date, hour, weekday) => {
  const local = localTime(micros(iso), zone);
  expect([dateText(local.day), local.hour, local.weekday]).toEqual([date, hour, weekday]);
});
