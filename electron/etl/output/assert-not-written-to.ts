import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../../shared/errors.ts';
import type { InputFile } from '../ingest/source.ts';
import { lockFileName } from './output-lock.ts';
import { outputNames, stagingPrefix } from './output-names.ts';

/**
 * Refuses inputs that the run would write over or remove, under whatever name or link they were given.
 * @param logFile where the run is logged, if it is
 * @throws InputError naming every one of them
 */
export async function assertNotWrittenTo(
  inputs: readonly InputFile[],
  outputDir: string,
  logFile: string | null,
): Promise<void> {
  const outputs = [...Object.values(outputNames), lockFileName].map((name) => join(outputDir, name));
  const written = new Map<string, string>();
  for (const path of logFile === null ? outputs : [...outputs, logFile]) {
    const identity = await identityOf(path);
    if (identity !== null) written.set(identity, path);
  }
  const stagings = join(await realpath(outputDir).catch(() => outputDir), stagingPrefix);
  const problems: string[] = [];
  for (const { path } of inputs) {
    const identity = await identityOf(path);
    const over = identity !== null && written.get(identity);
    if (over)
      problems.push(
        `${path}: the run would write over this input, as ${over}; choose another output folder.`,
      );
    else if ((await realpath(path).catch(() => path)).startsWith(stagings))
      problems.push(
        `${path}: the run would remove this input, left there by a killed run; move it elsewhere, then run again.`,
      );
  }
  if (problems.length > 0) throw new InputError(problems.join('\n'));
}

/** The same for all names of a file; null where there is none. */
async function identityOf(path: string): Promise<string | null> {
  const status = await stat(path, { bigint: true }).catch(() => null);
  return status && `${status.dev} ${status.ino}`;
}
