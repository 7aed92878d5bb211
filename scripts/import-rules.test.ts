import { expect, test } from 'vitest';
import { brokenRules, importsOf } from './import-rules.ts';
import { productFiles } from './syntax.ts';

test('every file of the product imports only what its room may', () => {
  const files = productFiles();
  expect(files.length).toBeGreaterThan(500);
  expect(brokenRules(files)).toEqual([]);
});

test.each([
  ['shared/a.ts', 'node:fs'],
  ['shared/a.ts', 'fs/promises'],
  ['shared/metrics/a.ts', '../../electron/etl/pipeline.ts'],
  ['electron/etl/a.ts', 'electron'],
  ['electron/etl/a.ts', '../cli/program.ts'],
  ['electron/etl/a.ts', '../../test/oracle/reference.ts'],
  ['electron/cli/a.ts', '../etl/duckdb/quote.ts'],
  ['electron/cli/a.ts', '@duckdb/node-api'],
  ['electron/main/a.ts', '../etl/worker.ts'],
  ['electron/main/a.ts', '../cli/log.ts'],
  ['electron/preload/a.ts', 'node:path'],
  ['renderer/src/lib/a.ts', '../components/screen.tsx'],
  ['renderer/src/components/a.ts', '../setup/rules-store.ts'],
  ['renderer/src/setup/rule/a.ts', '../../results/shown-run.ts'],
  ['renderer/src/results/a.ts', '../features/daily/daily-queries.ts'],
  ['renderer/src/features/daily/a.ts', '../cohorts/figures.ts'],
  ['renderer/src/features/daily/a.ts', '../daily-other/figures.ts'],
  ['renderer/src/features/history/trends/a.ts', '../../../app/screens.tsx'],
  ['renderer/src/features/daily/a.ts', '../../../../electron/main/window.ts'],
  ['renderer/src/features/daily/a.ts', '../../../../test/kit/folder.ts'],
])('%s must not import %s, however it does', (path, name) => {
  for (const text of [
    `import { a } from '${name}';`,
    `import '${name}';`,
    `import type { A } from '${name}';`,
    `export { a } from '${name}';`,
    `export * from '${name}';`,
    `const a = await import('${name}');`,
    `type A = import('${name}').A;`,
  ])
    expect(brokenRules([{ path, text }]), text).toEqual([expect.stringContaining(`${path} imports `)]);
});

test.each([
  ['electron/etl/a.ts', '../../shared/errors.ts'],
  ['electron/cli/a.ts', '../etl/index.ts'],
  ['electron/main/a.ts', '../etl/worker.ts?modulePath'],
  ['renderer/src/results/a.ts', '../setup/rules-store.ts'],
  ['renderer/src/features/history/trends/a.ts', '../history-store.ts'],
  ['renderer/src/app/a.ts', '../features/run/run-screen.tsx'],
])('%s may import %s', (path, name) => {
  expect(brokenRules([{ path, text: `import { a } from '${name}';` }])).toEqual([]);
});

test('a file in a folder that has no rule is told of', () => {
  expect(brokenRules([{ path: 'electron/other/a.ts', text: '' }])).toEqual([
    'electron/other/a.ts stands in no room: name its folder in scripts/import-rules.ts.',
  ]);
});

test('what only looks like an import is none', () => {
  const text = `// import 'node:fs';\nexport const a = "import 'node:fs'"; export { a as b };`;
  expect(importsOf({ path: 'shared/a.ts', text })).toEqual([]);
});
