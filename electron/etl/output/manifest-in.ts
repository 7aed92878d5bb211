import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../../shared/errors.ts';
import { outputNames } from '../../../shared/run/outputs.ts';
import { currentForm, readManifest } from '../../../shared/run/read-run.ts';

/**
 * The manifest of the finished run in a folder, and the format it is stored in.
 * @throws InputError where there is none, or it cannot be read
 */
export async function manifestIn(folder: string, form = currentForm) {
  const text = await textIn(folder);
  if (text === null) throw new InputError(`${folder}: there is no finished run here any more; run again.`);
  const read = readManifest(text, form);
  if (!read.ok) throw new InputError(`${folder}: this run cannot be read: ${read.why}`);
  return { manifest: read.value, storedFormat: read.storedFormat };
}

/** Which run the manifest in a folder speaks of; null where there is none that can be read. */
export async function runIdIn(folder: string): Promise<string | null> {
  const read = readManifest(await textIn(folder));
  return read.ok ? read.value.run_id : null;
}

function textIn(folder: string): Promise<string | null> {
  return readFile(join(folder, outputNames.manifest), 'utf8').catch(() => null);
}
