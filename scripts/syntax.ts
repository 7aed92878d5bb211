import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { parseSync } from 'vite';

/** A file of the product: its path in the repository and its text. */
export type SourceFile = { readonly path: string; readonly text: string };

/** A node of the syntax tree, as ESTree has it. */
export type SyntaxNode = { readonly type: string; readonly [key: string]: unknown };

const root = join(import.meta.dirname, '..');

/** Every source file of the product, tests left out. */
export function productFiles(): SourceFile[] {
  const paths = globSync(['{electron,shared,renderer}/**/*.{ts,tsx}'], {
    cwd: root,
    ignore: ['**/*.test.ts'],
  });
  return paths.toSorted().map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Every node of a file's syntax tree. @throws Error where the file is no TypeScript */
export function* nodesOf({ path, text }: SourceFile): Generator<SyntaxNode> {
  const { program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  yield* within(program);
}

function* within(value: unknown): Generator<SyntaxNode> {
  if (isNode(value)) yield value;
  if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* within(inner);
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
