import {
  copyFile,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { OutputError } from '../../../shared/errors.ts';
import { isOutputName, type OutputEntry, outputNames } from '../../../shared/run/outputs.ts';
import { flush, flushAll } from './flush.ts';
import { takeOnMode } from './take-on-mode.ts';

// A staging folder, inside the output folder:
//   new/      the staged outputs
//   old/      the outputs they replace, from the commit on
//   current   a link to one of both: which of them count. Renaming another link over it is the commit.
// While a commit is under way, each output is a link to `<staging>/current/<name>`, so that all of them change in one step.
// Where there are no links, `current` is a file, and an output is missing between being put aside and being replaced.

type Side = 'old' | 'new';

const noLinks = ['EPERM', 'EACCES', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL'];

/** The folder for staged outputs, inside a staging folder. */
export function stagedFolder(staging: string): string {
  return join(staging, 'new');
}

/**
 * Puts staged outputs in place of older ones, and removes older ones that have no successor.
 * @param entries all that may be put in place, the manifest last
 * @param verify is asked before the first step and just before the deciding one; what it throws stops the commit
 * @param warn hears of what could not be tidied up once the new outputs counted; the next run does it
 * @throws the error of the operating system; the older outputs are as they were then
 */
export async function commitStaged(
  folder: string,
  staging: string,
  entries: readonly OutputEntry[],
  { verify, warn }: { verify: () => Promise<void>; warn: (error: unknown) => void },
): Promise<void> {
  const staged = await prepareNew(folder, staging, entries);
  await verify();
  try {
    await putAside(folder, staging, entries);
    await verify();
    await setCurrent(staging, 'new');
    await flush(staging);
    if (!(await hasLinks(staging))) await settle(folder, staging);
  } catch (error) {
    if ((await currentOf(staging)) !== 'new' || !(await hasLinks(staging))) {
      // Where that is refused as well, the next run does it.
      await takeBack(folder, staging, staged).catch(() => {});
      throw error;
    }
    // Decided, and every output reads as the new one.
    warn(error);
  }
  await settle(folder, staging).catch(warn);
}

/**
 * Ends a commit, wherever it stopped: the outputs are wholly the older ones, or wholly the new ones where these count already.
 * Touches nothing in the output folder but links into this very staging folder and gaps where outputs belong: a staging folder
 * may have been put there by anyone.
 * @throws the error of the operating system, once all that is not refused is done
 */
export async function settle(folder: string, staging: string): Promise<void> {
  const side = await currentOf(staging);
  const problems: unknown[] = [];
  const attempt = (action: Promise<void>) => action.catch((error: unknown) => void problems.push(error));
  for (const name of side === null ? [] : await namesIn(join(staging, side)))
    await attempt(putInPlace(folder, staging, join(staging, side ?? '', name), name));
  for (const name of await readdir(folder)) {
    if (!(await isLinkInto(folder, staging, name))) continue;
    const isWanted = side !== null && (await exists(join(staging, side, name)));
    if (!isWanted) await attempt(unlink(join(folder, name)));
  }
  await attempt(flush(folder));
  if (problems.length > 0) throw problems[0];
}

/**
 * What is staged is what will stand there: nothing but outputs, with their permissions, on the disk.
 * @returns their names
 */
async function prepareNew(
  folder: string,
  staging: string,
  entries: readonly OutputEntry[],
): Promise<string[]> {
  const fresh = stagedFolder(staging);
  for (const name of await readdir(fresh)) {
    if (!entries.some((entry) => entry.name === name)) await rm(join(fresh, name), { recursive: true });
  }
  for (const { name, kind } of entries) await assertReplaceable(join(folder, name), kind);
  const staged = await readdir(fresh);
  for (const name of staged) await takeOnMode(join(fresh, name), join(folder, name));
  await flushAll(fresh);
  return staged;
}

async function assertReplaceable(path: string, kind: OutputEntry['kind']): Promise<void> {
  const status = await stat(path).catch(() => null);
  if (status === null || (kind === 'file' ? status.isFile() : status.isDirectory())) return;
  throw new OutputError(
    kind === 'file'
      ? `${path}: a folder stands where this output goes; remove it or choose another folder.`
      : `${path}: a file stands where this folder goes; remove it or choose another folder.`,
  );
}

/** Brings every output to where `current` decides which one counts; the older ones still do. */
async function putAside(folder: string, staging: string, entries: readonly OutputEntry[]): Promise<void> {
  const old = join(staging, 'old');
  await mkdir(old, { mode: 0o700 });
  await setCurrent(staging, 'old');
  const isLinked = await hasLinks(staging);
  if (isLinked) {
    for (const { name, kind } of entries) {
      if (kind === 'file' && (await exists(join(folder, name))))
        await keep(join(folder, name), join(old, name));
    }
    await flush(old);
  }
  await flush(staging);
  // The manifest goes first: at no time does one stand beside tables that are not its own.
  for (const { name, kind } of entries.toReversed()) {
    const isThere = await exists(join(folder, name));
    if (isThere && (!isLinked || kind === 'folder'))
      await rename(join(folder, name), join(old, name)).catch(
        refused(join(folder, name), 'cannot be replaced'),
      );
    if (isLinked && (isThere || (await exists(join(stagedFolder(staging), name)))))
      await placeLink(folder, staging, name);
  }
  await flush(old);
  await flush(folder);
}

/** Keeps a file under a second name: at no cost where the disk can, and as a copy where it cannot. */
async function keep(path: string, kept: string): Promise<void> {
  if ((await lstat(path)).isSymbolicLink()) return symlink(resolve(path, '..', await readlink(path)), kept);
  try {
    await link(path, kept);
  } catch {
    await copyFile(path, kept).catch(
      refused(path, 'cannot be read, so not be kept until the new one stands'),
    );
    await flush(kept);
  }
}

/** Tells of a single output that the system refuses to us: of whom it is, where it is another user's. */
function refused(path: string, what: string): (cause: unknown) => Promise<never> {
  return async (cause) => {
    if (!['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(cause))) throw cause;
    const owner = (await lstat(path).catch(() => null))?.uid;
    const isOthers = owner !== undefined && process.geteuid !== undefined && owner !== process.geteuid();
    const remedy = isOthers
      ? `it belongs to another user (id ${owner}); have them remove it or hand it over, or choose another folder`
      : 'check whether it is protected or open elsewhere';
    throw new OutputError(`${path}: ${what}; ${remedy}.`, { cause });
  };
}

async function placeLink(folder: string, staging: string, name: string): Promise<void> {
  const made = join(staging, 'link');
  await rm(made, { force: true });
  await symlink(linkTo(staging, name), made);
  const path = join(folder, name);
  // The folder takes a new name: it is this very file that is refused.
  await rename(made, path).catch(refused(path, 'cannot be replaced'));
}

/**
 * Moves an output from the staging folder over the link that stands for it. Where nothing stands, a commit leaves a gap only
 * for folders, which take the place of no link in one step, and where there are no links at all.
 */
async function putInPlace(folder: string, staging: string, from: string, name: string): Promise<void> {
  const to = join(folder, name);
  const isLink = await isLinkInto(folder, staging, name);
  const status = await lstat(from);
  if (!isLink) {
    const isOurs = status.isDirectory() ? !name.includes('.') : status.isFile() && !(await hasLinks(staging));
    if (isOurs && isOutputName(name) && !(await exists(to))) await rename(from, to);
    return;
  }
  if (!status.isDirectory()) return rename(from, to);
  // No folder replaces a link in one step.
  await unlink(to);
  try {
    await rename(from, to);
  } catch (error) {
    await placeLink(folder, staging, name);
    throw error;
  }
}

/** Undoes a commit that was refused. */
async function takeBack(folder: string, staging: string, staged: readonly string[]): Promise<void> {
  if ((await currentOf(staging)) === 'new') {
    // Without links the new ones that are in place already have to give way first.
    for (const name of staged) {
      const from = join(stagedFolder(staging), name);
      if (!(await exists(from))) await rename(join(folder, name), from);
    }
    await setCurrent(staging, 'old');
  }
  await settle(folder, staging);
}

/** Says which outputs count, in one step. */
async function setCurrent(staging: string, side: Side): Promise<void> {
  const made = join(staging, 'next');
  await rm(made, { force: true });
  const before = await statusOf(join(staging, 'current'));
  // As a commit begins, so it ends: a link in place of a file would pass outputs that were put aside for such that have links.
  if (before?.isFile() || !(await makeLink(side, made, before === null))) {
    await writeFile(made, side);
    await flush(made);
  }
  await rename(made, join(staging, 'current'));
}

/** Makes a link. @returns false where links are refused, and may be */
async function makeLink(to: string, made: string, mayBeRefused: boolean): Promise<boolean> {
  try {
    await symlink(to, made);
    return true;
  } catch (error) {
    // Once there are links, a file in place of this one would lead them nowhere.
    if (mayBeRefused && noLinks.includes(codeOf(error))) return false;
    throw error;
  }
}

async function currentOf(staging: string): Promise<Side | null> {
  const path = join(staging, 'current');
  const status = await statusOf(path);
  if (status === null) return null;
  const side = status.isSymbolicLink()
    ? await readlink(path)
    : status.isFile() && status.size === 3 && (await readFile(path, 'utf8'));
  return side === 'old' || side === 'new' ? side : null;
}

async function hasLinks(staging: string): Promise<boolean> {
  return (await statusOf(join(staging, 'current')))?.isSymbolicLink() ?? false;
}

function linkTo(staging: string, name: string): string {
  return `${basename(staging)}/current/${name}`;
}

async function isLinkInto(folder: string, staging: string, name: string): Promise<boolean> {
  const path = join(folder, name);
  if (!(await statusOf(path))?.isSymbolicLink()) return false;
  return (await readlink(path)).replaceAll('\\', '/') === linkTo(staging, name);
}

/** The names in a folder, the manifest last; none where it is no folder. */
async function namesIn(path: string): Promise<string[]> {
  if (!(await statusOf(path))?.isDirectory()) return [];
  const names = await readdir(path);
  const isManifest = (name: string) => name === outputNames.manifest;
  return [...names.filter((name) => !isManifest(name)), ...names.filter(isManifest)];
}

async function exists(path: string): Promise<boolean> {
  return (await statusOf(path)) !== null;
}

/** Null where there is nothing; what cannot be seen is an error, never nothing. */
async function statusOf(path: string) {
  try {
    return await lstat(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return null;
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
