import { InputError } from '../../../shared/errors.ts';
import type { Dataset } from '../../../shared/ipc/schemas.ts';
import { discoverInputs } from '../ingest/discover.ts';
import type { InputFile } from '../ingest/source.ts';

// The user gave these very paths: one that is gone by now must not be taken for a pattern of others.
const byName = { withGlobs: false };

/** The event files behind paths, in input order; a path that cannot be used is named, and the rest goes on. */
export async function discoverDataset(paths: readonly string[]): Promise<Dataset & { files: InputFile[] }> {
  const usable: string[] = [];
  const problems: Dataset['problems'] = [];
  for (const path of paths) {
    try {
      const files = await discoverInputs([path], byName);
      usable.push(...files.map((file) => file.path));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push({ path, message: error.message });
    }
  }
  return { files: usable.length === 0 ? [] : await discoverInputs(usable, byName), problems };
}
