import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../../shared/errors.ts';
import { generateEvents } from './generate-events.ts';
import { resolveOptions } from './options.ts';

const valid = { events: 10, players: 2, days: 3, seed: 0 };

describe('resolveOptions', () => {
  it('fills in the defaults', () => {
    expect(resolveOptions(valid)).toEqual({
      ...valid,
      firstDay: 19_723,
      malformedShare: 0,
      duplicateShare: 0,
      futureShare: 0,
    });
  });

  it.each([
    ['events', { events: 0 }],
    ['events', { events: 1.5 }],
    ['events', { events: Number.NaN }],
    ['players', { players: 0 }],
    ['players', { players: Number.POSITIVE_INFINITY }],
    ['days', { days: -1 }],
    ['days', { days: 100_000 }],
    ['seed', { seed: -1 }],
    ['seed', { seed: 2 ** 53 }],
    ['malformedShare', { malformedShare: -0.1 }],
    ['duplicateShare', { duplicateShare: 1.1 }],
    ['futureShare', { futureShare: Number.NaN }],
    ['shares', { malformedShare: 0.5, duplicateShare: 0.4, futureShare: 0.2 }],
    ['startDate', { startDate: '2024-02-30' }],
    ['startDate', { startDate: '01/02/2024' }],
    ['startDate', { startDate: '' }],
    ['startDate', { startDate: '0999-01-01' }],
  ])('names %s when it is wrong: %o', (name, wrong) => {
    expect(() => resolveOptions({ ...valid, ...wrong })).toThrow(ArgumentError);
    expect(() => resolveOptions({ ...valid, ...wrong })).toThrow(name);
  });

  it('takes shares that add up to 1 but for rounding', () => {
    const shares = { malformedShare: 0.7, duplicateShare: 0.2, futureShare: 0.1 };
    expect(resolveOptions({ ...valid, ...shares })).toMatchObject(shares);
  });

  it('is asked before the first batch', () => {
    expect(() => generateEvents({ ...valid, events: 0 })).toThrow(ArgumentError);
  });
});
