import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../../shared/errors.ts';
import { type ExportOutput, exportOutputs } from '../../../shared/ipc/export.ts';
import { manifestSchema } from '../../../shared/run/manifest.ts';
import { outputNames } from '../output/output-names.ts';

/** An output of a finished run as it lies on disk. */
export type RunOutput = {
  output: ExportOutput;
  path: string;
  /** Null where the output is no table. */
  rows: number | null;
  bytes: number;
  /** Null of the manifest, which cannot name its own. */
  sha256: string | null;
};

/**
 * The outputs of a finished run, the manifest last. A run that put nothing aside has no quarantine.
 * @throws InputError where there is no such run, or its files are no longer what its manifest says
 */
export async function readFinishedRun(folder: string): Promise<RunOutput[]> {
  const manifest = await readManifest(folder);
  const outputs: RunOutput[] = [];
  for (const output of exportOutputs) {
    const path = join(folder, outputNames[output]);
    const said = manifest.outputs.find(({ name }) => name === outputNames[output]);
    if (said === undefined && output !== 'manifest') continue;
    const status = await stat(path).catch(() => null);
    if (status === null || (said !== undefined && status.size !== said.size_bytes)) throw changed(path);
    outputs.push({
      output,
      path,
      rows: said?.rows ?? null,
      bytes: status.size,
      sha256: said?.sha256 ?? null,
    });
  }
  return outputs;
}

/** Which run the manifest in a folder speaks of; null where there is none. */
export async function runIdIn(folder: string): Promise<string | null> {
  try {
    const text = await readFile(join(folder, outputNames.manifest), 'utf8');
    return z.object({ run_id: z.string() }).parse(JSON.parse(text)).run_id;
  } catch {
    return null;
  }
}

async function readManifest(folder: string) {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(folder, outputNames.manifest), 'utf8')));
  } catch (cause) {
    throw new InputError(`${folder}: there is no finished run here any more; run again.`, { cause });
  }
}

/** The error about a file that is not the one the run wrote. */
export function changed(path: string): InputError {
  return new InputError(`${path}: this is no longer the file the run wrote; run again, then export.`);
}
