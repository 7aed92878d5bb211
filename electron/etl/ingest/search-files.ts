import { type Dirent, readdir, realpath, stat } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { type FileSystemAdapter, type GlobOptions, glob } from 'tinyglobby';

type Callback<T> = (error: NodeJS.ErrnoException | null, result?: T) => void;

const nothingThere: readonly (string | undefined)[] = ['ENOENT', 'ENOTDIR', 'ELOOP'];

/**
 * Searches for files by patterns, as `glob` does, which leaves out without a word what it cannot read. Here what matches is
 * found whatever it is (a link that leads nowhere, a pipe), and a folder that cannot be read is told.
 * @returns the files; and the folders that were to be searched and cannot be read, by what the system says
 */
export async function searchFiles(
  patterns: string | readonly string[],
  options: GlobOptions,
): Promise<{ files: string[]; unreadable: Map<string, NodeJS.ErrnoException> }> {
  const cwd = resolve(String(options.cwd ?? '.'));
  const unreadable = new Map<string, NodeJS.ErrnoException>();
  const asShown = (path: string) => {
    const rest = relative(cwd, path);
    if (options.absolute || rest.startsWith('..')) return resolve(path);
    return join(String(options.cwd ?? ''), rest);
  };
  const watched = {
    readdir: (path: string, _: unknown, done: Callback<Dirent[]>) =>
      readdir(path, { withFileTypes: true }, (error, entries = []) => {
        const isLost = error !== null && (!nothingThere.includes(error.code) || path.includes('\uFFFD'));
        if (isLost) unreadable.set(asShown(path), error);
        for (const entry of entries) {
          // Whether a pipe, socket or device is meant is for its name to tell.
          if (!entry.isDirectory() && !entry.isSymbolicLink()) entry.isFile = () => true;
        }
        done(null, entries);
      }),
    // Asked of links. One that leads nowhere may be meant by its name, and behind one that cannot be followed may be a folder.
    realpath: (path: string, done: Callback<string>) =>
      realpath(path, (error, real) => done(null, error ? path : real)),
    stat: (path: string, done: Callback<{ isDirectory(): boolean }>) =>
      stat(path, (error, status) =>
        done(null, error ? { isDirectory: () => !nothingThere.includes(error.code) } : status),
      ),
  };
  const files = await glob(patterns, {
    ...options,
    onlyFiles: true,
    // Node.js declares these with overloads, of which the search calls one each.
    fs: watched as unknown as FileSystemAdapter,
  });
  return { files, unreadable };
}

/** How deep below the working directory files can be that match a glob, as `deep` counts; undefined where there is no bound. */
export function depthOf(pattern: string): number | undefined {
  // Without a bound: across folders, or with alternatives that are paths of their own.
  if (pattern.includes('**') || /[({[][^)\]}]*\//.test(pattern)) return undefined;
  const steps = relative('.', pattern).split(sep);
  const up = steps.filter((step) => step === '..').length;
  return steps.length - 2 * up - 1;
}
