import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../../shared/errors.ts';
import { type FoundFile, identityOf } from '../ingest/discover.ts';
import { lockFileName } from './output-lock.ts';
import { outputNames, stagingPrefix } from './output-names.ts';

/**
 * Refuses inputs that the run would write over or remove, under whatever name or link they were given.
 * @throws InputError naming every one of them
 */
export async function assertNotWrittenTo(inputs: readonly FoundFile[], outputDir: string): Promise<void> {
  const outputs = [...Object.values(outputNames), lockFileName].map((name) => join(outputDir, name));
  const written = new Map<string, string>();
  for (const path of outputs) {
    const identity = await identityOf(path);
    if (identity !== null) written.set(identity, path);
  }
  const stagings = join(await realpath(outputDir).catch(() => outputDir), stagingPrefix);
  const problems: string[] = [];
  for (const { path, identity, realPath } of inputs) {
    const over = written.get(identity);
    if (over)
      problems.push(
        `${path}: the run would write over this input, as ${over}; choose another output folder.`,
      );
    else if (realPath.startsWith(stagings))
      problems.push(
        `${path}: the run would remove this input, left there by a killed run; move it elsewhere, then run again.`,
      );
  }
  if (problems.length > 0) throw new InputError(problems.join('\n'));
}

/**
 * Refuses a log file that is one of the inputs.
 * @param logFile where the run is logged, if it is
 * @throws InputError
 */
export async function assertLogIsNoInput(
  inputs: readonly FoundFile[],
  logFile: string | null,
): Promise<void> {
  const log = logFile === null ? null : await identityOf(logFile);
  const input = inputs.find(({ identity }) => identity === log);
  if (input !== undefined)
    throw new InputError(
      `${input.path}: the log would be written into this input; name another file as monitoring.log_file.`,
    );
}
