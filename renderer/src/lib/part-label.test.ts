import { expect, test } from 'vitest';
import { partLabel } from './part-label.ts';

test('a part is called by its value, with what cannot be seen made visible', () => {
  expect(partLabel('value', 'level_up', 0)).toBe('level_up');
  expect(partLabel('value', 'level\u202epu_', 0)).toBe('level<U+202E>pu_');
  expect(partLabel('value', 'level_up\u0000', 0)).toBe('level_up␀');
  expect(partLabel('value', 'level_up\u200b', 0)).not.toBe(partLabel('value', 'level_up', 0));
});
