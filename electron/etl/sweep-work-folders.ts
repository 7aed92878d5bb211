import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { judgeTag, processTagPattern } from './process-identity.ts';

/** What a folder is for: `work` and `views` for temporary files of runs and of finished runs that are read, `staging` for a file that goes beside it once it is whole. */
export type WorkKind = 'work' | 'staging' | 'views';
const named = new RegExp(
  `^event-analytics-(?:work|staging|views)-(?:(${processTagPattern.source})-)?[A-Za-z0-9]{6}$`,
);

// One whose process cannot be judged from here, and which was not renewed for so long, is nobody's.
const abandonedMs = 86_400_000;

/** The beginning of a work folder's name. */
export function workFolderPrefix(kind: WorkKind): string {
  return `event-analytics-${kind}-`;
}

/** Whether a file or folder is called as work folders are. */
export function isWorkFolderName(name: string): boolean {
  return named.test(name);
}

/** Removes the work folders in a folder whose processes are dead. One that cannot be removed stays. */
export async function sweepWorkFolders(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    const match = named.exec(name);
    if (match === null) continue;
    const path = join(parent, name);
    const status = await lstat(path).catch(() => null);
    // In a folder that many share, what is another user's is theirs to judge.
    if (!status?.isDirectory() || status.uid !== (process.geteuid?.() ?? status.uid)) continue;
    const tag = match[1];
    const verdict = tag === undefined ? 'unknown' : judgeTag(tag);
    const isAbandoned = verdict === 'unknown' && Date.now() - status.mtimeMs > abandonedMs;
    if (verdict === 'dead' || isAbandoned) await rm(path, { recursive: true, force: true }).catch(() => {});
  }
}
