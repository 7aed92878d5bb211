import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { OutputEntry } from '../../../shared/run/outputs.ts';

/** A file or folder on disk; of a folder, the sum of all that is in it. */
export type DiskEntry = OutputEntry & { bytes: number; files: number; modifiedMs: number };

/** What stands under a name in a folder; null where nothing does. */
export async function diskEntry(folder: string, name: string): Promise<DiskEntry | null> {
  const status = await lstat(join(folder, name)).catch(() => null);
  if (status === null) return null;
  const { size: bytes, mtimeMs: modifiedMs } = status;
  if (!status.isDirectory()) return { name, kind: 'file', bytes, files: 1, modifiedMs };
  const sum: DiskEntry = { name, kind: 'folder', bytes: 0, files: 0, modifiedMs };
  for (const inside of await readdir(join(folder, name)).catch(() => [])) {
    const entry = await diskEntry(join(folder, name), inside);
    if (entry === null) continue;
    sum.bytes += entry.bytes;
    sum.files += entry.files;
    sum.modifiedMs = Math.max(sum.modifiedMs, entry.modifiedMs);
  }
  return sum;
}
