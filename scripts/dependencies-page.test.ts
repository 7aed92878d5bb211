import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };

const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'dependencies.md'), 'utf8');
const named = page.split('\n').flatMap((line) => {
  const [, packages = ''] = line.split('|');
  return [...packages.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
});

test('the page on dependencies names each of them, and no other', () => {
  const all = { ...packageJson.dependencies, ...packageJson.devDependencies };
  expect(named.toSorted()).toEqual(Object.keys(all).toSorted());
});
