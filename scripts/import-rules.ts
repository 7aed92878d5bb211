import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { isNode, nodesOf, type SourceFile } from './syntax.ts';

/** A part of the product, and what it may import. */
type Room = {
  /** Its folder. A `*` is the name of any folder: each is a room of its own. */
  readonly folder: string;
  /** What it may import of this repository besides itself. */
  readonly imports: readonly string[];
  /** What it must not import: packages (others are free), and parts of what it may. */
  readonly never: readonly string[];
  /** What to do instead. */
  readonly instead: string;
};

const noEngine = ['npm:@duckdb', 'npm:electron', 'node:'];
const downwards =
  'The layers of the window import downwards alone: app, features, results, setup, components, lib, shared. ' +
  'Move what is needed to the lowest layer that it fits.';

const layer = (folder: string, imports: readonly string[], instead = downwards): Room => ({
  folder: `renderer/src/${folder}`,
  imports: ['shared', ...imports.map((name) => `renderer/src/${name}`)],
  never: noEngine,
  instead,
});

/** Who imports whom, the first that fits a file. Tests may import what they test with; nothing of the product imports tests. */
const rooms: readonly Room[] = [
  {
    folder: 'shared',
    imports: [],
    never: ['node:', 'npm:electron', 'npm:@duckdb', 'npm:react', 'npm:react-dom', 'npm:@mantine'],
    instead: 'shared/ is for what crosses a process line: no Node, Electron, React or engine.',
  },
  {
    folder: 'electron/etl',
    imports: ['shared', 'package.json'],
    never: ['npm:electron', 'npm:react'],
    instead: 'The engine imports shared/ and nothing else of this project.',
  },
  {
    folder: 'electron/cli',
    imports: ['shared', 'electron/etl'],
    never: ['npm:electron', 'npm:@duckdb', 'electron/etl/duckdb'],
    instead: 'The command line imports etl and shared/, and knows no SQL.',
  },
  {
    folder: 'electron/main',
    imports: ['shared', 'electron/etl/worker.ts?modulePath'],
    never: ['npm:@duckdb'],
    instead: 'The app reaches the engine only as a process: ask it by a call.',
  },
  {
    folder: 'electron/preload',
    imports: ['shared'],
    never: ['npm:@duckdb', 'node:'],
    instead: 'The preload is sandboxed: it derives functions from the contract, main does the work.',
  },
  layer('lib', []),
  layer('components', ['lib']),
  layer('setup', ['components', 'lib']),
  layer('results', ['setup', 'components', 'lib']),
  layer(
    'features/*',
    ['results', 'setup', 'components', 'lib'],
    'A feature imports no insides of another, nor of app. Move what both use to renderer/src/results, setup, components or lib, ' +
      'the lowest that it fits.',
  ),
  layer('app', ['features', 'results', 'setup', 'components', 'lib']),
  layer('main.tsx', ['app', 'features', 'results', 'setup', 'components', 'lib']),
];

/**
 * TEMPORARY, to be deleted: stores of long jobs that others than their feature import, until they have moved to
 * renderer/src/lib/jobs, and the look into the sources, which reads what is set up, to renderer/src/setup.
 */
export const jobStoresNotYetMoved: readonly string[] = [
  'renderer/src/features/run/run-store.ts',
  'renderer/src/features/run/run-state.ts',
  'renderer/src/features/save-view/save-store.ts',
  'renderer/src/features/sources/inspection-query.ts',
];

/** What breaks the rules, a sentence each. */
export function brokenRules(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const room = roomOf(file.path);
    if (room === undefined)
      return [`${file.path} stands in no room: name its folder in scripts/import-rules.ts.`];
    return importsOf(file)
      .filter((target) => !jobStoresNotYetMoved.includes(target) && !isAllowed(target, room))
      .map((target) => `${file.path} imports ${target}. ${room.instead}`);
  });
}

/** What a file imports, also as a type or later: `npm:react`, `node:fs`, `shared/errors.ts`. */
export function importsOf(file: SourceFile): string[] {
  return [...nodesOf(file)].flatMap(({ type, source }) => {
    if (!/^(Import|Export|TSImport)/.test(type) || !isNode(source) || typeof source['value'] !== 'string')
      return [];
    const name = source['value'];
    if (name.startsWith('.')) return [posix.join(posix.dirname(file.path), name)];
    if (name.startsWith('node:')) return [name];
    return [isBuiltin(name) ? `node:${name}` : `npm:${name}`];
  });
}

/** The room a file is in, its own folder written out. */
function roomOf(path: string): Room | undefined {
  for (const room of rooms) {
    const own = new RegExp(`^${room.folder.replace('*', '[^/]+')}(?=/|$)`).exec(path)?.[0];
    if (own !== undefined) return { ...room, folder: own };
  }
  return undefined;
}

function isAllowed(target: string, { folder, imports, never }: Room): boolean {
  if (never.some((place) => isIn(target, place))) return false;
  return /^(npm|node):/.test(target) || [folder, ...imports].some((place) => isIn(target, place));
}

function isIn(target: string, place: string): boolean {
  return target === place || target.startsWith(place.endsWith(':') ? place : `${place}/`);
}
