import { expect, test } from 'vitest';
import { fuzz } from './fuzz/fuzz.ts';

test('mutated logs read as the plain reading reads them; damaged streams and configurations are refused or whole', async () => {
  const told: string[] = [];
  const failures = await fuzz({ seed: 20, files: 300, index: null }, (line) => told.push(line));
  expect(failures, told.join('\n')).toBe(0);
}, 600_000);
