import { existsSync, statfsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, resolve } from 'node:path';
import { EtlError, OutputError } from '../../../shared/errors.ts';
import { formatBytes } from '../../../shared/format/quantity.ts';

/** What the operating system refused: its code, such as `ENOSPC` (`nowhere`: a folder that cannot be made), and the file or folder where that is known. */
type SystemError = { code: string; path: string | null };

const removed = 'what was being written was removed meanwhile; start again, or choose another folder';
const noPermission = 'the folder cannot be written to; check its permissions or choose another';
const folderInTheWay = 'a folder stands where a file should; remove it or choose another folder';
const tooManyOpen = 'too many files are open at once; raise the limit (ulimit -n), or close other programs';
const driveGone = 'the drive is gone; bring it back, or choose another folder';

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'this is a file, not a folder; name a folder',
  ENOTDIR: 'a part of this path is a file; name a folder',
  ENOENT: removed,
  nowhere: 'there is no such folder, and none can be made here',
  EACCES: noPermission,
  EPERM: noPermission,
  EISDIR: folderInTheWay,
  ENOTEMPTY: folderInTheWay,
  EBUSY: 'a file here is open elsewhere; close it and run again',
  ETXTBSY: 'a file here is open elsewhere; close it and run again',
  EROFS: 'the folder is on a read-only disk; choose another',
  EDQUOT: 'the disk quota is used up; free some space, have it raised, or choose a folder on another disk',
  EFBIG:
    'a file grew past the size that may be written here (ulimit -f, or a limit of the disk); raise it, or choose a folder on another disk',
  EMFILE: tooManyOpen,
  ENFILE: tooManyOpen,
  EIO: 'the disk reports an error; check it, or choose a folder on another disk',
  ENOMEM: 'the machine has no memory left; close other programs and run again',
  ENAMETOOLONG: 'the name is too long for this disk; choose a shorter one',
  ELOOP: 'links lead round in a circle here; choose another folder',
  EINVAL: 'the disk does not take this; choose a folder on another',
  ENODEV: driveGone,
  ENXIO: driveGone,
  ENOTCONN: driveGone,
  ESTALE: driveGone,
  ETIMEDOUT: driveGone,
};

const diskFaults: readonly string[] = ['ENOSPC', 'EDQUOT', 'EROFS', 'EIO'];

// What DuckDB writes of the operating system's errors: their texts in the C library, or that a write was cut short.
const texts: readonly [RegExp, string][] = [
  [/no space left|disk full|ENOSPC|max_temp_directory_size|could not write all bytes/i, 'ENOSPC'],
  [/quota exceeded/i, 'EDQUOT'],
  [/file too large/i, 'EFBIG'],
  [/too many open files/i, 'EMFILE'],
  [/input\/output error/i, 'EIO'],
  [/read-only file system/i, 'EROFS'],
  [/permission denied/i, 'EACCES'],
  [/operation not permitted/i, 'EPERM'],
  [/no such file or directory/i, 'ENOENT'],
  [/text file busy|resource busy/i, 'EBUSY'],
  [/cannot allocate memory/i, 'ENOMEM'],
  [/stale file handle/i, 'ESTALE'],
];

// Where temporary files fill the disk, of a run and of a finished run that is read.
const fullRemedies: Readonly<Record<string, string>> = {
  work: 'free some space, or point resources.temp_directory to a larger disk',
  views: 'free some space, or choose another folder for temporary files in Settings',
};

// Folders of the product's own making below those that the user named.
const ownName = /[/\\]\.?event-analytics-(staging|work|views)-.*$/s;

/** The refusal of the operating system that an error tells of: itself, in what caused it, or in DuckDB's words. */
function systemErrorIn(error: unknown): SystemError | null {
  if (!(error instanceof Error)) return null;
  const code = codeOf(error);
  if (code !== null) {
    const at = 'dest' in error ? error.dest : 'path' in error ? error.path : null;
    const isMaking = 'syscall' in error && String(error.syscall).startsWith('mkd');
    return {
      code: isMaking && code === 'ENOENT' ? 'nowhere' : code,
      path: typeof at === 'string' ? at : null,
    };
  }
  if (/^(IO|Out of Memory|Permission) Error|^TransactionContext Error/im.test(error.message)) {
    const found = texts.find(([pattern]) => pattern.test(error.message));
    if (found) return { code: found[1], path: /file "([^"]+)"/.exec(error.message)?.[1] ?? null };
  }
  return systemErrorIn(error.cause);
}

function codeOf(error: Error): string | null {
  if (!('syscall' in error && 'errno' in error && typeof error.errno === 'number')) return null;
  // Node.js has no name for some, such as that of a quota.
  const number = Math.abs(error.errno);
  const named = Object.entries(constants.errno).find(([, value]) => value === number)?.[0];
  return named ?? ('code' in error ? String(error.code) : null);
}

/**
 * What the operating system refused, as an error with the place and the remedy; null where an error is none of those, or
 * says so already.
 * @param folder the place, where the error does not name one of its own
 */
export function explainSystemError(folder: string, error: unknown): OutputError | null {
  if (error instanceof EtlError && error.code !== 'INTERNAL') return null;
  const refused = systemErrorIn(error);
  if (refused === null) return null;
  const path = placeOf(refused, folder);
  return new OutputError(`${path.replace(ownName, '')}: ${reasonOf(refused.code, path)}.`, { cause: error });
}

/** What is to be told where the temporary files in a folder went while they were needed, whatever broke of that. */
export function removedMeanwhile(folder: string, cause: unknown): OutputError {
  return new OutputError(`${folder.replace(ownName, '')}: ${removed}.`, { cause });
}

/** Why a file cannot be written, without its place: what the operating system refused, or else the error's own words. */
export function refusalOf(path: string, error: unknown): string {
  const refused = systemErrorIn(error);
  if (refused !== null) return reasonOf(refused.code, path);
  return error instanceof Error ? error.message : String(error);
}

function reasonOf(code: string, path: string): string {
  return code === 'ENOSPC' ? fullDisk(path) : (reasons[code] ?? `the system refuses it (${code})`);
}

/** The file or folder that was refused, of a disk's fault its folder; what was named says more than a folder above it. */
function placeOf({ code, path }: SystemError, folder: string): string {
  if (path === null) return folder;
  const [at, named] = [resolve(path), resolve(folder)];
  if (named.startsWith(at)) return folder;
  if (!diskFaults.includes(code)) return path;
  return at.startsWith(named) ? folder : dirname(path);
}

function fullDisk(path: string): string {
  const own = /event-analytics-(work|views)-/.exec(path)?.[1];
  const remedy = own === undefined ? 'free some space or choose a folder on another disk' : fullRemedies[own];
  const disk = statfsSync(nearestFolder(path));
  if (disk.blocks === 0) return `the disk is full; ${remedy}`;
  if (disk.files > 0 && disk.ffree === 0)
    return 'the disk can hold no more files (no inode is free); remove some, or choose a folder on another disk';
  const bytes = (blocks: number) => formatBytes(blocks * disk.bsize);
  return `the disk is full (${bytes(disk.blocks)} in all, ${bytes(disk.bavail)} free now); ${remedy}`;
}

function nearestFolder(path: string): string {
  let folder = resolve(path);
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
