/** Builds the app and the command line where their sources are newer than the build: as a command, or from other scripts. */
import { spawnSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
// Folders among them tell of files that are gone.
const sources = ['electron/**', 'renderer/**', 'shared/**', '*.config.ts', 'tsconfig*.json', 'package*.json'];
// Of each part of the build one.
const built = [
  'out/main/index.js',
  'out/main/cli.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/types/electron/etl/index.d.ts',
];

/** @throws where the build fails */
export function buildIfNeeded(): void {
  const newest = Math.max(...globSync(sources, { cwd: root }).map((path) => modifiedMs(path)));
  if (Math.min(...built.map(modifiedMs)) >= newest) return;
  console.error('Building the app.');
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('The build failed: "npm run build" tells why.');
}

/** When a file was changed last; never, where it does not exist. */
function modifiedMs(path: string): number {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

if (import.meta.main) {
  try {
    buildIfNeeded();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
