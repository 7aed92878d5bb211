import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError, OutputError } from '../../../shared/errors.ts';
import { outputNames } from '../../../shared/run/outputs.ts';
import { type FoundFile, identityOf } from '../ingest/discover.ts';
import { lockFileName } from './output-lock.ts';
import { sweptFolders } from './swept-folders.ts';

/**
 * Refuses inputs that the run would write over or remove, under whatever name or link they were given.
 * @param temporary the folder for temporary files, if it is not the output folder
 * @throws InputError naming every one of them
 */
export async function assertNotWrittenTo(
  inputs: readonly FoundFile[],
  outputDir: string,
  temporary: string | null,
): Promise<void> {
  const outputs = [...Object.values(outputNames), lockFileName].map((name) => join(outputDir, name));
  const written = new Map<string, string>();
  for (const path of outputs) {
    const identity = await identityOf(path);
    if (identity !== null) written.set(identity, path);
  }
  const isSwept = await sweptFolders(outputDir, temporary);
  const problems: string[] = [];
  for (const { path, identity } of inputs) {
    const over = written.get(identity);
    if (over)
      problems.push(
        `${path}: the run would write over this input, as ${over}; choose another output folder.`,
      );
    else if (await isSwept(path)) problems.push(isCleared(path));
  }
  if (problems.length > 0) throw new InputError(problems.join('\n'));
}

/**
 * The same of a check, which writes nothing but temporary files.
 * @throws InputError
 */
export async function assertNotCleared(inputs: readonly FoundFile[], temporary: string): Promise<void> {
  const isSwept = await sweptFolders(null, temporary);
  const problems: string[] = [];
  for (const { path } of inputs) if (await isSwept(path)) problems.push(isCleared(path));
  if (problems.length > 0) throw new InputError(problems);
}

function isCleared(path: string): string {
  return `${path}: the run would remove this input, left there by a killed run; move it elsewhere, then run again.`;
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

/**
 * Refuses a log file in the place of an output or the lock: lines would be written into what is being put there.
 * @throws OutputError
 */
export async function assertLogIsNoOutput(outputDir: string, logFile: string | null): Promise<void> {
  if (logFile === null) return;
  const log = await identityOf(logFile);
  const realFolder = (folder: string) => realpath(folder).catch(() => resolve(folder));
  const isInOutput = (await realFolder(dirname(logFile))) === (await realFolder(outputDir));
  for (const name of [...Object.values(outputNames), lockFileName]) {
    const isSame = log !== null && log === (await identityOf(join(outputDir, name)));
    if (isSame || (isInOutput && basename(logFile) === name))
      throw new OutputError(
        `${logFile}: the run writes its ${name} there; name another file as monitoring.log_file.`,
      );
  }
}
