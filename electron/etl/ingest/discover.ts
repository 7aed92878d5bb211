import { type BigIntStats, constants, existsSync, readdirSync } from 'node:fs';
import { access, lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { isDynamicPattern } from 'tinyglobby';
import { CancelledError, InputError } from '../../../shared/errors.ts';
import { outputNames, stagingPrefix } from '../../../shared/run/outputs.ts';
import { isWorkFolderName } from '../sweep-work-folders.ts';
import { mapTogether } from './map-together.ts';
import { depthOf, searchFiles } from './search-files.ts';
import type { Compression, InputFile } from './source.ts';

const endings = ['.jsonl', '.ndjson', '.json'];
const compressions: Record<string, Compression> = { '.gz': 'gzip', '.zst': 'zstd' };
const naturalOrder = new Intl.Collator('en', { numeric: true, sensitivity: 'variant' });

/** A file that was found. `identity` is the same under all its names, links of any kind; `realPath` is that without symbolic links. */
export type FoundFile = InputFile & { identity: string; realPath: string };

/**
 * Finds the input files behind paths, folders (searched for the known endings, subfolders included) and globs.
 * @param options.withGlobs whether what does not exist by its name may be a glob
 * @returns each file once, in input order: by path, natural sort (`day2` before `day10`).
 * @throws InputError naming every path that is missing, unreadable or no event file, all at once.
 */
export async function discoverInputs(
  inputs: readonly string[],
  { withGlobs = true } = {},
): Promise<FoundFile[]> {
  if (inputs.length === 0)
    throw new InputError('No input was named: give at least one file, folder or glob.');
  const problems: string[] = [];
  const found = new Map<string, FoundFile>();
  for (const named of inputs) {
    try {
      for (const file of await mapTogether(await expand(named, withGlobs), describe))
        if (!found.has(file.realPath)) found.set(file.realPath, file);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.sentences);
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  return [...found.values()].sort((a, b) => compareNaturally(a.path, b.path));
}

/** Whether a file is one of those behind paths, folders and globs, whatever is wrong with these. */
export async function isNamed(file: string, inputs: readonly string[]): Promise<boolean> {
  const identity = await identityOf(file);
  if (identity === null) return false;
  const paths = await Promise.all(inputs.map((named) => expand(named, true).catch(() => [])));
  return (await mapTogether(paths.flat(), identityOf)).includes(identity);
}

/** The same for all names of a file; null where there is none. */
export async function identityOf(path: string): Promise<string | null> {
  const status = await stat(path, { bigint: true }).catch(() => null);
  return status && identityIn(status);
}

function identityIn({ dev, ino }: BigIntStats): string {
  return `${dev} ${ino}`;
}

function compareNaturally(a: string, b: string): number {
  // Names that collate alike (`01` and `1`) still need one fixed order.
  return naturalOrder.compare(a, b) || (a < b ? -1 : 1);
}

async function expand(named: string, withGlobs: boolean): Promise<string[]> {
  const status = await statusOf(named);
  // What exists under the very name is meant, even where the name looks like a glob.
  if (status === null && withGlobs && isDynamicPattern(named)) {
    const pattern = process.platform === 'win32' ? named.replaceAll('\\', '/') : named;
    const deep = depthOf(pattern);
    const search = await searchFiles(pattern, {
      dot: true,
      absolute: isAbsolute(named),
      expandDirectories: false,
      ...(deep !== undefined && { deep }),
    });
    assertReadable(search.unreadable);
    const events = withoutOwnFiles(search.files);
    if (events.length === 0) throw new InputError(`${named}: no file matches this pattern.`);
    return events;
  }
  if (status === null) throw new InputError(`${named}: there is no such file or folder.`);
  if (!status.isDirectory()) return [named];
  const { files, unreadable } = await searchFiles(
    endings.flatMap((ending) => [`**/*${ending}`, `**/*${ending}.gz`, `**/*${ending}.zst`]),
    { cwd: named, caseSensitiveMatch: false },
  );
  assertReadable(unreadable);
  const events = withoutOwnFiles(files, named).map((file) => join(named, file));
  if (events.length === 0) {
    throw new InputError(
      `${named}: the folder holds no event file (${endings.join(', ')}, or these with .gz or .zst).`,
    );
  }
  return events;
}

/** @throws InputError naming the folders whose events would be missing without a word */
function assertReadable(unreadable: ReadonlyMap<string, NodeJS.ErrnoException>): void {
  const problems: string[] = [];
  for (const [folder, { code, message }] of unreadable) {
    const steps = folder.split(/[\\/]/);
    // The first is what a file system keeps for its own repair, for the superuser alone, on every disk.
    if (steps.at(-1) === 'lost+found' || steps.some(isLeftover)) continue;
    if (folder.includes('\uFFFD'))
      problems.push(`${folder}: the name of this folder is no UTF-8, so it cannot be searched; rename it.`);
    else if (code === 'EACCES' || code === 'EPERM')
      problems.push(
        `${folder}: this folder cannot be searched for event files; check its permissions, or name the inputs beside it.`,
      );
    else problems.push(`${folder}: this folder cannot be searched for event files (${message}).`);
  }
  if (problems.length > 0) throw new InputError(problems);
}

function isLeftover(name: string): boolean {
  return name.startsWith(stagingPrefix) || isWorkFolderName(name);
}

const ownOutputs: readonly string[] = Object.values(outputNames);

/**
 * A nightly run over a folder that holds its own results must not read them, nor what a killed run left; named by itself,
 * such a file is read.
 * @param files below `folder`
 */
function withoutOwnFiles(files: readonly string[], folder = ''): string[] {
  return files.filter((file) => {
    const steps = file.split(/[\\/]/);
    if (steps.some(isLeftover)) return false;
    return !(ownOutputs.includes(basename(file)) && holdsOutputs(dirname(join(folder, file))));
  });
}

/** Whether a run has written to a folder, or was killed as it did. */
function holdsOutputs(folder: string): boolean {
  if (existsSync(join(folder, outputNames.events))) return true;
  return readdirSync(folder).some((name) => name.startsWith(stagingPrefix));
}

async function describe(path: string): Promise<FoundFile> {
  const status = await statusOf(path);
  // Node.js puts the replacement character for bytes that are no UTF-8: under that name there is no file.
  if (status === null && path.includes('\uFFFD'))
    throw new InputError(`${path}: the name of this file is no UTF-8, so it cannot be read; rename it.`);
  if (status === null) {
    const isLink = (await lstat(path).catch(() => null))?.isSymbolicLink();
    throw new InputError(
      isLink
        ? `${path}: there is no such file or folder: this link leads nowhere; mend it or remove it.`
        : `${path}: there is no such file or folder.`,
    );
  }
  if (!status.isFile())
    throw new InputError(
      `${path}: this is not a regular file, so it cannot be read; move it elsewhere, or name the files themselves.`,
    );
  const compression = compressionOf(path);
  if (compression === null) {
    throw new InputError(
      `${path}: not an event file; expected ${endings.join(', ')}, or these with .gz or .zst.`,
    );
  }
  await access(path, constants.R_OK).catch((error: unknown) => {
    throw new InputError(`${path}: the file cannot be read; check its permissions.`, { cause: error });
  });
  return {
    path,
    compression,
    sizeBytes: Number(status.size),
    modifiedMs: Number(status.mtimeMs),
    fingerprint: fingerprintOf(status),
    identity: identityIn(status),
    realPath: await realpath(path),
  };
}

function compressionOf(path: string): Compression | null {
  const lower = path.toLowerCase();
  const ending = Object.keys(compressions).find((candidate) => lower.endsWith(candidate));
  const plain = ending ? lower.slice(0, -ending.length) : lower;
  if (!endings.some((candidate) => plain.endsWith(candidate))) return null;
  return (ending && compressions[ending]) || 'none';
}

async function statusOf(path: string) {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code)))
      return null;
    throw new InputError(
      `${path}: cannot be read (${error instanceof Error ? error.message : String(error)}).`,
      {
        cause: error,
      },
    );
  }
}

// Not its inode: FAT and many FUSE mounts make up another one once the system has forgotten the file. One that was replaced
// has another ctime, which nobody can set.
function fingerprintOf({ size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [size, mtimeNs, ctimeNs].join(' ');
}

/**
 * Runs an action over inputs. Where it fails, and an input has been written to or replaced meanwhile, that is why: what was
 * read twice was not the same.
 */
export async function whileUnchanged<T>(inputs: readonly InputFile[], action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof CancelledError)) await assertUnchanged(inputs);
    throw error;
  }
}

/** @throws InputError if an input is no longer the file that was read: what was computed would not be its content. */
export async function assertUnchanged(inputs: readonly InputFile[]): Promise<void> {
  await mapTogether(inputs, async (input) => {
    const status = await statusOf(input.path);
    if (status === null || fingerprintOf(status) !== input.fingerprint) {
      throw new InputError(
        `${input.path}: the file changed while it was read; run again once it is complete.`,
      );
    }
  });
}
