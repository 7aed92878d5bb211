import { describe, expect, it } from 'vitest';
import { formerColumns, migrate } from './migrate.ts';
import type { Migration } from './migration.ts';
import { currentFormat, migrations } from './migrations.ts';

const steps: Migration[] = [
  { manifest: (json) => ({ ...json, steps: ['1-to-2'] }), columns: { daily: { a: 'b', x: 'y', y: 'x' } } },
  { report: (json) => ({ ...json, seen: true }), columns: { daily: { b: 'c' } } },
  { manifest: ({ steps: seen, ...json }) => ({ ...json, steps: [seen, '3-to-4'] }) },
];

describe('migrate', () => {
  it.each([
    [undefined, [['1-to-2'], '3-to-4'], 1],
    [1, [['1-to-2'], '3-to-4'], 1],
    [2, [undefined, '3-to-4'], 2],
    [4, undefined, 4],
  ])('takes the steps from format %s on, in order', (format_version, told, storedFormat) => {
    const stored = { kept: 1, ...(format_version === undefined ? {} : { format_version }) };
    const json = { kept: 1, format_version: 4, ...(told && { steps: told }) };
    expect(migrate('manifest', stored, steps)).toEqual({ json, storedFormat });
  });

  it('leaves what it was given as it is', () => {
    const stored = Object.freeze({ kept: 1 });
    migrate('manifest', stored, steps);
    expect(stored).toEqual({ kept: 1 });
  });

  it('says of a newer format that it is one', () => {
    expect(migrate('settings', { format_version: 5 }, steps)).toEqual({
      json: null,
      isNewer: true,
      why: 'was made by a newer version of the app (format 5; this one reads up to 4): update the app to open it',
    });
  });

  it.each([
    [null],
    [[]],
    ['text'],
    [{ format_version: 0 }],
    [{ format_version: 1.5 }],
    [{ format_version: '2' }],
  ])('says of %j that it is damaged', (stored) => {
    expect(migrate('record', stored, steps)).toMatchObject({ json: null, isNewer: false });
  });

  it('says that a document is damaged which a step cannot take', () => {
    const strict: Migration = {
      manifest: () => {
        throw new TypeError('no such thing');
      },
    };
    expect(migrate('manifest', {}, [strict])).toEqual({
      json: null,
      isNewer: false,
      why: 'is damaged: it does not hold what format 1 has',
    });
  });

  it('leads from format 1 to the current one', () => {
    expect(currentFormat).toBe(migrations.length + 1);
    expect(migrate('report', { a: 1 })).toEqual({
      json: { a: 1, format_version: currentFormat },
      storedFormat: 1,
    });
  });
});

describe('formerColumns', () => {
  it('follows a column through every step, also where two have changed places', () => {
    expect(Object.fromEntries(formerColumns('daily', 1, steps))).toEqual({ c: 'a', y: 'x', x: 'y' });
    expect(Object.fromEntries(formerColumns('daily', 2, steps))).toEqual({ c: 'b' });
    expect(formerColumns('daily', 3, steps).size).toBe(0);
    expect(formerColumns('events', 1, steps).size).toBe(0);
  });
});
