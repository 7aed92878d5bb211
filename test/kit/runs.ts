import { join } from 'node:path';
import { type Job, type RunResult, runPipeline } from '../../electron/etl/pipeline.ts';
import { configSchema, type EtlConfig } from '../../shared/config/schema.ts';
import { type Logger, silentLogger } from '../../shared/run/logger.ts';
import type { Progress } from '../../shared/run/progress.ts';
import { type Files, makeFolder, writeFiles } from './folder.ts';

/** Some keys of a configuration; the others have their defaults. */
export type SomeConfig = { [Section in keyof EtlConfig]?: Partial<EtlConfig[Section]> | EtlConfig[Section] };

export function configOf(some: SomeConfig = {}): EtlConfig {
  return configSchema.parse(some);
}

export type JobOptions = {
  config?: SomeConfig;
  now?: Date;
  signal?: AbortSignal;
  logger?: Logger;
  onProgress?: (progress: Progress) => void;
};

/** Soon after the examples of January 2024: for what depends on the time of the run. */
export const february = new Date('2024-02-01T00:00:00Z');

/** A job as of 2030, long after every example. */
export function jobOf(inputs: readonly string[], options: JobOptions = {}): Job {
  return {
    inputs,
    config: configOf(options.config),
    now: options.now ?? new Date('2030-01-01T00:00:00Z'),
    signal: options.signal ?? new AbortController().signal,
    logger: options.logger ?? silentLogger,
    onProgress: options.onProgress ?? (() => {}),
  };
}

/** Runs the engine over inputs into a folder. */
export function run(
  inputs: readonly string[],
  outputDir: string,
  options: JobOptions = {},
): Promise<RunResult> {
  return runPipeline(jobOf(inputs, options), outputDir);
}

/** The same over files, in a folder of the test's own beside them. @returns what it made, and where */
export async function runOver(
  files: Files,
  options: JobOptions = {},
): Promise<RunResult & { paths: string[]; output: string }> {
  const folder = await makeFolder();
  const paths = await writeFiles(folder, files);
  const output = join(folder, 'out');
  return { ...(await run(paths, output, options)), paths, output };
}
