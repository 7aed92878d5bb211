import { expect, it } from 'vitest';
import { measuredText } from './measured-text.ts';

it.each([
  [null, 'events', '–'],
  [0.9807, 'share', '98.07%'],
  [1, 'missing types', '1 missing type'],
  [0, 'missing types', '0 missing types'],
  [1, 'lines/s', '1 lines/s'],
  [2000, '', '2,000'],
] as const)('%s in %s reads %s', (value, unit, text) => {
  expect(measuredText(value, unit)).toBe(text);
});
