import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { metricsPage } from './metrics-page.ts';

test('docs/metrics.md says what the screens say: "npm run docs" writes it', () => {
  expect(readFileSync('docs/metrics.md', 'utf8')).toBe(metricsPage());
});
