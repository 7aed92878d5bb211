import { isNode, nodesOf, type SourceFile } from './syntax.ts';

/** Where numbers and dates become text: docs/adr/0030-numbers-in-one-form.md. */
const homes = ['shared/format/', 'renderer/src/lib/format.ts'];

/** Those that ask about a time zone and write nothing. */
const askers = ['shared/config/value-types.ts', 'electron/cli/as-of.ts'];

const writers = new Set([
  'toFixed',
  'toPrecision',
  'toExponential',
  'toLocaleString',
  'toLocaleDateString',
  'toLocaleTimeString',
  'NumberFormat',
  'DateTimeFormat',
  'RelativeTimeFormat',
]);

/** Where a number or a date is written outside its home, a sentence each. */
export function numbersWrittenElsewhere(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => ![...homes, ...askers].some((home) => path.startsWith(home)))
    .flatMap((file) =>
      [...nodesOf(file)].flatMap(({ type, property, key }) => {
        const named = type === 'MemberExpression' ? property : type === 'Property' ? key : null;
        const name = isNode(named) ? (named['name'] ?? named['value']) : null;
        return typeof name === 'string' && writers.has(name)
          ? [
              `${file.path} uses ${name}. Take the function for this kind of figure from shared/format, or in the window from ` +
                'renderer/src/lib/format.ts; for what is drawn, shared/format/round.ts.',
            ]
          : [];
      }),
    );
}
