import { expect, test } from 'vitest';
import { parseSize } from '../../../../shared/config/size.ts';
import { limitText } from './limit-text.ts';

test('a limit is written as it can be read again', () => {
  expect([null, 20e9, 1.5e9, 500e6, 1e12, 999, 1234567].map(limitText)).toEqual([
    'none',
    '20GB',
    '1.5GB',
    '500MB',
    '1TB',
    '0.999KB',
    '1234.567KB',
  ]);
  for (const bytes of [20e9, 1.5e9, 999, 1234567]) expect(parseSize(limitText(bytes))).toBeCloseTo(bytes, 6);
});
