import { expect, test } from 'vitest';
import { watchNetwork } from './network/own-network.ts';

test('not one packet leaves the machine, while the window is used and while its page attacks', {
  timeout: 400_000,
}, () => {
  const { text, isSilent } = watchNetwork(1, 5);
  expect(text).toMatch(/^0 packets left the machine/m);
  expect(isSilent, text).toBe(true);
});
