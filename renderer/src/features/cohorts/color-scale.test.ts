import { expect, test } from 'vitest';
import { cellColors, channelsOf, contrast } from './color-scale.ts';

const steps = Array.from({ length: 201 }, (_, index) => index / 200);

test.each(['light', 'dark'] as const)(
  'in the %s theme every cell is read with ease, hatched or not',
  (scheme) => {
    for (const share of steps) {
      const { background, text, stripe } = cellColors(share, scheme);
      expect(contrast(channelsOf(text), channelsOf(background))).toBeGreaterThanOrEqual(4.5);
      expect(contrast(channelsOf(text), channelsOf(stripe))).toBeGreaterThanOrEqual(4.5);
    }
  },
);

test('lightness goes one way, from the page outwards', () => {
  const lightness = (scheme: 'light' | 'dark') =>
    steps.map((share) => contrast(channelsOf(cellColors(share, scheme).background), [0, 0, 0]));
  expect(lightness('light')).toEqual(lightness('light').toSorted((a, b) => b - a));
  expect(lightness('dark')).toEqual(lightness('dark').toSorted((a, b) => a - b));
});

test('contrast as WCAG has it', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBe(21);
  // Its published example of the least grey on white.
  expect(contrast(channelsOf('#767676'), [255, 255, 255])).toBeCloseTo(4.54, 2);
});
