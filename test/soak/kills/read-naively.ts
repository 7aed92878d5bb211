import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { manifestSchema } from '../../../shared/run/manifest.ts';

/**
 * Reads an output folder as a script of somebody's would, which knows nothing of commits: the manifest, then what it names.
 * @param foreign names of files that are none of a run's
 * @returns the name of the run's input; null where the folder holds no output at all
 * @throws Error where what stands there is no whole run
 */
export function readNaively(folder: string, foreign: readonly string[] = []): string | null {
  // A link that leads nowhere is not there for whoever opens it.
  const names = namesIn(folder).filter((name) => !foreign.includes(name) && existsSync(join(folder, name)));
  if (names.length === 0) return null;
  if (!names.includes('manifest.json')) throw new Error(`outputs without a manifest: ${names.join(', ')}`);
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  const listed = ['manifest.json', ...manifest.outputs.map(({ name }) => name)].sort();
  if (listed.join() !== names.join()) throw new Error(`${names.join(', ')} instead of ${listed.join(', ')}`);
  for (const { name, sha256 } of manifest.outputs) {
    const read = createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
    if (read !== sha256) throw new Error(`${name} is not the one of the manifest`);
  }
  return basename(manifest.inputs[0]?.path ?? '');
}

function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !/^\.|^event-analytics-/.test(name))
    .sort();
}
