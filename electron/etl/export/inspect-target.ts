import { statfs } from 'node:fs/promises';
import { type ExportForm, type ExportTarget, exportOutputs } from '../../../shared/ipc/export.ts';
import { tidyOutputFolder } from '../output/output-folder.ts';
import { diskEntry } from './disk-entry.ts';
import { exportEntry } from './export-entry.ts';
import { assertTarget } from './target-folder.ts';

/**
 * What stands in a folder under the names an export in this form would use, and how much room there is. Puts the folder
 * in order first, where an export or run to it was killed.
 * @throws OutputError where nothing can be exported to the folder
 */
export async function inspectTarget(
  folder: string,
  form: ExportForm,
  runsFolder: string,
): Promise<ExportTarget> {
  await assertTarget(folder, runsFolder);
  await tidyOutputFolder(folder);
  const names = exportOutputs.map((output) => exportEntry(output, form).name);
  const existing = await Promise.all(names.map((name) => diskEntry(folder, name)));
  const disk = await statfs(folder).catch(() => null);
  return {
    existing: existing.filter((entry) => entry !== null),
    freeBytes: disk === null ? null : disk.bavail * disk.bsize,
  };
}
