import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = 'docs';
const page = readFileSync(join(folder, 'security.md'), 'utf8');

/** A link to a file of the repository, and what is said to stand there: `code` or "the name of a test". */
const place = /\]\((?<path>[^):#]+)\)(?<said>(?:,? (?:`[^`]+`|"[^"|]+"))*)/g;

test('what the page on security names is there', () => {
  const places = [...page.matchAll(place)].map(({ groups }) => groups ?? {});
  expect(places.length).toBeGreaterThan(40);
  const missing = places.flatMap(({ path = '', said = '' }) => {
    const file = join(folder, path);
    if (!existsSync(file)) return [path];
    const text = readFileSync(file, 'utf8');
    return [...said.matchAll(/`([^`]+)`|"([^"]+)"(?!:)/g)]
      .map(([, code, name]) => code ?? name ?? '')
      .filter((words) => !text.includes(words))
      .map((words) => `${path}: ${words}`);
  });
  expect(missing).toEqual([]);
});
