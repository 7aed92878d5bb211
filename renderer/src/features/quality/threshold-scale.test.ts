import fc from 'fast-check';
import { expect, test } from 'vitest';
import { thresholdScale } from './threshold-scale.ts';

test('a share stands on its whole scale', () => {
  const { place, isLog } = thresholdScale(0.9, 0.1, 'share');
  expect([0, 0.1, 0.9, 1].map(place)).toEqual([0, 0.1, 0.9, 1]);
  expect(isLog).toBe(false);
});

test('figures far apart stand on a logarithmic scale, others on a linear one', () => {
  expect(thresholdScale(40, 1000, 'events').isLog).toBe(false);
  expect(thresholdScale(10, 1000, 'events').isLog).toBe(true);
  expect(thresholdScale(5, 0, 'events').isLog).toBe(false);
});

test('both figures lie within, in their order', () => {
  const figure = fc.oneof(fc.nat(), fc.double({ min: 0, max: 1e12, noNaN: true }), fc.constant(0));
  fc.assert(
    fc.property(figure, figure, (measured, threshold) => {
      const { place } = thresholdScale(measured, threshold, 'events');
      expect(place(measured)).toBeGreaterThanOrEqual(0);
      expect(place(measured)).toBeLessThanOrEqual(1);
      if (measured < threshold) expect(place(measured)).toBeLessThanOrEqual(place(threshold));
      expect(place(0)).toBe(0);
    }),
  );
});
