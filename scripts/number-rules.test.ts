import { expect, test } from 'vitest';
import { numbersWrittenElsewhere } from './number-rules.ts';
import { productFiles } from './syntax.ts';

test('numbers and dates become text in their homes alone', () => {
  expect(numbersWrittenElsewhere(productFiles())).toEqual([]);
});

test.each([
  'a.toFixed(2)',
  'a?.toPrecision(3)',
  "a['toExponential']()",
  'a.toLocaleString()',
  'new Date().toLocaleDateString()',
  "new Intl.NumberFormat('de').format(a)",
  'Intl.DateTimeFormat()',
  'const { NumberFormat } = Intl',
])('%s is told of', (code) => {
  const text = `const shown = () => { ${code}; };`;
  const path = 'renderer/src/features/daily/a.ts';
  expect(numbersWrittenElsewhere([{ path, text }])).toEqual([expect.stringContaining(`${path} uses `)]);
  expect(numbersWrittenElsewhere([{ path: 'shared/format/a.ts', text }])).toEqual([]);
});

test('what only speaks of them is none', () => {
  const text = `// a.toFixed(2)\nexport const a = 'a.toLocaleString()'; export const toFixed = 1;`;
  expect(numbersWrittenElsewhere([{ path: 'shared/a.ts', text }])).toEqual([]);
});
