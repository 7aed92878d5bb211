import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../../shared/errors.ts';
import { type ExportOutput, exportOutputs } from '../../../shared/ipc/export.ts';
import { outputNames } from '../../../shared/run/outputs.ts';
import { currentForm } from '../../../shared/run/read-run.ts';
import { manifestIn } from '../output/manifest-in.ts';

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
 * @throws InputError where there is no such run, it cannot be read, or its files are no longer what its manifest says
 */
export async function readFinishedRun(folder: string, form = currentForm): Promise<RunOutput[]> {
  const { manifest } = await manifestIn(folder, form);
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

/** The error about a file that is not the one the run wrote. */
export function changed(path: string): InputError {
  return new InputError(`${path}: this is no longer the file the run wrote; run again, then export.`);
}
