import { join } from 'node:path';
import type { Database } from '../../electron/etl/duckdb/database.ts';
import { discoverInputs } from '../../electron/etl/ingest/discover.ts';
import { prepareSources } from '../../electron/etl/ingest/prepare-sources.ts';
import type { Source } from '../../electron/etl/ingest/source.ts';
import { stageLines } from '../../electron/etl/ingest/stage-lines.ts';
import { defaultConfig } from '../../shared/config/schema.ts';
import { silentLogger } from '../../shared/run/logger.ts';
import { openDatabase, rowsOfEngine } from './databases.ts';
import { type Files, makeFolder, writeFiles } from './folder.ts';

type StageOptions = { maxLineBytes?: number; threads?: number; timezone?: string };

/** What a run has after ingest: sources in input order, and the view `lines` over the staged file. */
export type Staged = { folder: string; database: Database; sources: Source[]; stagedPath: string };

/** Prepares and stages files as a run does. */
export async function stageFiles(files: Files, options: StageOptions = {}): Promise<Staged> {
  const folder = await makeFolder();
  const inputs = await discoverInputs(await writeFiles(folder, files));
  const sources = await prepareSources(inputs, {
    maxLineBytes: options.maxLineBytes ?? defaultConfig.ingest.max_line_bytes,
    maxExpansionRatio: defaultConfig.ingest.max_expansion_ratio,
    workFolder: folder,
    signal: new AbortController().signal,
    logger: silentLogger,
    onBytes: () => {},
  });
  const database = await openDatabase({
    resources: { memory_limit: '500MB', threads: options.threads ?? 2, temp_directory: null },
    timezone: options.timezone ?? 'UTC',
  });
  const stagedPath = join(folder, 'lines.parquet');
  await stageLines(database, sources, stagedPath, () => {});
  return { folder, database, sources, stagedPath };
}

/** The lines of all sources together. */
export function lineCount(sources: readonly Source[]): number {
  return sources.reduce((sum, { lines }) => sum + lines, 0);
}

/** Why each line was put aside; null where it is an event. */
export async function reasonsOf({ database }: Staged): Promise<unknown[]> {
  return (await rowsOfEngine(database, 'SELECT reason FROM lines ORDER BY line_number')).map(
    (row) => row['reason'],
  );
}
