import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTimestamp } from '../../test/oracle/timestamps.ts';
import { parseAsOf } from './as-of.ts';

const read = (text: string, zone = 'UTC') => parseAsOf(text, zone)?.toISOString() ?? null;

describe('--as-of', () => {
  it('is a date-time with an offset, whatever the zone', () => {
    expect(read('2024-01-31T06:30:15.25Z', 'Asia/Tokyo')).toBe('2024-01-31T06:30:15.250Z');
    expect(read('2024-01-31T06:30+05:30')).toBe('2024-01-31T01:00:00.000Z');
  });

  it('is read in the reporting time zone where it has no offset', () => {
    expect(read('2024-01-31T06:30', 'Europe/Berlin')).toBe('2024-01-31T05:30:00.000Z');
    expect(read('2024-01-31', 'America/New_York')).toBe('2024-01-31T05:00:00.000Z');
  });

  it('is the later of two times, and moves on over a gap', () => {
    expect(read('2024-10-27T02:30', 'Europe/Berlin')).toBe('2024-10-27T01:30:00.000Z');
    expect(read('2024-03-31T02:30', 'Europe/Berlin')).toBe('2024-03-31T01:30:00.000Z');
  });

  it.each(['', 'yesterday', '2024-02-30', '2024-13-01', '2024-01-01T24:00', '2024-01-01T10:60', '20240101'])(
    'is not %j',
    (text) => expect(parseAsOf(text, 'UTC')).toBeNull(),
  );

  it('names the instant that an event with the same timestamp has', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/St_Johns',
      'Pacific/Auckland',
      'Asia/Kathmandu',
    );
    const wall = fc.date({ min: new Date('1971-01-01'), max: new Date('2037-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(wall, zones, (date, zone) => {
        const text = date.toISOString().slice(0, 19);
        const expected = parseTimestamp(text, zone);
        expect(BigInt(parseAsOf(text, zone)?.getTime() ?? -1) * 1000n).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });
});
