import { join } from 'node:path';
import type { EtlConfig } from '../../../shared/config/schema.ts';
import { InputError } from '../../../shared/errors.ts';
import type { DatasetProfile, FileProfile, Reading } from '../../../shared/ipc/dataset.ts';
import { silentLogger } from '../../../shared/run/logger.ts';
import type { Progress } from '../../../shared/run/progress.ts';
import { Database } from '../duckdb/database.ts';
import { assertUnchanged } from '../ingest/discover.ts';
import { fitToMemory } from '../ingest/fit-to-memory.ts';
import { packSources } from '../ingest/pack-sources.ts';
import { prepareSource } from '../ingest/prepare-sources.ts';
import type { InputFile, Source } from '../ingest/source.ts';
import { memoryRemedy } from '../memory-budget.ts';
import { ProgressReporter } from '../progress-reporter.ts';
import { describeContent, noContent } from './describe-content.ts';
import { describeFiles, uncounted } from './describe-files.ts';
import { readProblemLines } from './problem-lines.ts';

const maxProblemLines = 100;

type ProfileOptions = {
  reading: Reading;
  resources: Pick<EtlConfig['resources'], 'memory_limit' | 'threads'>;
  workFolder: string;
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
};

/**
 * Reads everything, as a run does, and describes it. A file that cannot be used is told as such, and the rest goes on:
 * where there is none, the counts are those of a run over the same files.
 * @throws CancelledError; InputError where a file changed meanwhile; OutputError where the disk or DuckDB's memory is full
 */
export async function profileDataset(
  inputs: readonly InputFile[],
  options: ProfileOptions,
): Promise<DatasetProfile> {
  const { reading, resources, workFolder, signal } = options;
  const progress = new ProgressReporter(options.onProgress);
  progress.start(
    'scan',
    'bytes',
    inputs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  );
  const files = new Map<string, FileProfile>();
  const sources: Source[] = [];
  for (const [index, input] of inputs.entries()) {
    files.set(input.path, uncounted(input.path, null));
    try {
      const source = await prepareSource(input, join(workFolder, `input-${index}`), {
        maxLineBytes: reading.maxLineBytes,
        maxExpansionRatio: reading.maxExpansionRatio,
        workFolder,
        signal,
        logger: silentLogger,
        onBytes: progress.add,
      });
      if (source.lines > 0) sources.push(source);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      files.set(input.path, uncounted(input.path, error.message));
    }
  }
  if (sources.length === 0) return { files: [...files.values()], content: noContent, problemLines: [] };
  const database = await Database.open({
    resources: await fitToMemory(
      sources,
      { ...resources, temp_directory: null },
      reading.maxLineBytes,
      memoryRemedy,
    ),
    timezone: reading.timezone,
    spillFolder: join(workFolder, 'spill'),
    memoryRemedy,
    logger: silentLogger,
    signal,
  });
  try {
    const packed = await packSources(sources, workFolder, reading.maxLineBytes);
    const content = await describeContent(database, { sources: packed, reading, workFolder, progress });
    for (const file of await describeFiles(database, sources, reading.timezone)) files.set(file.path, file);
    const problemLines = await readProblemLines(database, sources, reading.maxLineBytes, maxProblemLines);
    await assertUnchanged(inputs);
    return { files: [...files.values()], content, problemLines };
  } catch (error) {
    // A log that grows while it is read fails in many ways; this is the one to tell.
    if (!signal.aborted) await assertUnchanged(inputs);
    throw error;
  } finally {
    await database.close();
  }
}
