import { statfs } from 'node:fs/promises';
import type { ExportTarget } from '../../../shared/ipc/export.ts';
import { runIdIn } from '../output/manifest-in.ts';
import { tidyOutputFolder } from '../output/output-folder.ts';
import { existingOutputs } from './existing-outputs.ts';
import { assertTarget } from './target-folder.ts';

/**
 * What stands in a folder under the names exports use, and how much room there is. Puts the folder in order first, where an
 * export or run to it was killed.
 * @throws OutputError where nothing can be exported to the folder
 */
export async function readTarget(folder: string, runsFolder: string): Promise<ExportTarget> {
  await assertTarget(folder, runsFolder);
  await tidyOutputFolder(folder);
  const disk = await statfs(folder).catch(() => null);
  return {
    runId: await runIdIn(folder),
    existing: await existingOutputs(folder),
    freeBytes: disk === null ? null : disk.bavail * disk.bsize,
  };
}
