import { type DiskEntry, diskEntry } from './disk-entry.ts';
import { exportNames } from './export-entry.ts';

/** What stands in a folder under the names that exports give to outputs, in any form. */
export async function existingOutputs(folder: string): Promise<DiskEntry[]> {
  const entries = await Promise.all(exportNames.map((name) => diskEntry(folder, name)));
  return entries.filter((entry) => entry !== null);
}
