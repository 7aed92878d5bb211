import { expect, it } from 'vitest';
import { tryFaults } from './disks/try-faults.ts';

it('no fault of a disk is blamed on the data, tears an output, or leaves anything', () => {
  const trials = tryFaults(9, 20);
  expect(trials.filter(({ broken }) => broken !== null)).toEqual([]);
  expect(trials.some(({ fault, tookEffect }) => / at /.test(fault) && tookEffect)).toBe(true);
  expect(trials.some(({ code }) => code === 2)).toBe(true);
}, 600_000);
