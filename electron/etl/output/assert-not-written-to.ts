import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../../shared/errors.ts';
import { discoverInputs } from '../ingest/discover.ts';
import type { InputFile } from '../ingest/source.ts';
import { lockFileName } from './output-lock.ts';
import { outputNames } from './output-names.ts';
import { sweptFolders } from './swept-folders.ts';

/**
 * Refuses inputs that the run would write over or remove, under whatever name or link they were given.
 * @param logFile where the run is logged, if it is
 * @param temporary the folder for temporary files, if it is not the output folder
 * @throws InputError naming every one of them
 */
export async function assertNotWrittenTo(
  inputs: readonly InputFile[],
  outputDir: string,
  logFile: string | null,
  temporary: string | null,
): Promise<void> {
  const outputs = [...Object.values(outputNames), lockFileName].map((name) => join(outputDir, name));
  const written = new Map<string, string>();
  for (const path of outputs) {
    const identity = await identityOf(path);
    if (identity !== null) written.set(identity, path);
  }
  const log = logFile === null ? null : await identityOf(logFile);
  const isSwept = await sweptFolders(outputDir, temporary);
  const problems: string[] = [];
  for (const { path } of inputs) {
    const identity = await identityOf(path);
    const over = identity !== null && written.get(identity);
    if (over)
      problems.push(
        `${path}: the run would write over this input, as ${over}; choose another output folder.`,
      );
    else if (identity !== null && identity === log) problems.push(isLog(path));
    else if (await isSwept(path)) problems.push(isCleared(path));
  }
  if (problems.length > 0) throw new InputError(problems.join('\n'));
}

/**
 * The same of a check, which writes nothing but temporary files.
 * @throws InputError
 */
export async function assertNotCleared(inputs: readonly InputFile[], temporary: string): Promise<void> {
  const isSwept = await sweptFolders(null, temporary);
  const problems: string[] = [];
  for (const { path } of inputs) if (await isSwept(path)) problems.push(isCleared(path));
  if (problems.length > 0) throw new InputError(problems);
}

function isCleared(path: string): string {
  return `${path}: the run would remove this input, left there by a killed run; move it elsewhere, then run again.`;
}

/**
 * Refuses a log file that is one of the inputs: to be asked before a line is written to it. What else is wrong with the
 * inputs is not told here.
 * @throws InputError
 */
export async function assertLogIsNoInput(logFile: string, named: readonly string[]): Promise<void> {
  const log = await identityOf(logFile);
  if (log === null) return;
  for (const { path } of await discoverInputs(named).catch(() => []))
    if ((await identityOf(path)) === log) throw new InputError(isLog(path));
}

function isLog(path: string): string {
  return `${path}: the log would be written into this input; name another file as monitoring.log_file.`;
}

/** The same for all names of a file; null where there is none. */
async function identityOf(path: string): Promise<string | null> {
  const status = await stat(path, { bigint: true }).catch(() => null);
  return status && `${status.dev} ${status.ino}`;
}
