import type { EtlConfig } from '../../shared/config/schema.ts';
import type { QualityReport } from '../../shared/quality/quality-report.ts';
import { type Logger, silentLogger } from '../../shared/run/logger.ts';
import type { Manifest } from '../../shared/run/manifest.ts';
import type { Progress } from '../../shared/run/progress.ts';
import { discoverInputs } from './ingest/discover.ts';
import type { InputFile } from './ingest/source.ts';
import { type LoadedConfig, readConfig } from './load-config.ts';
import { checkPipeline, type Job, type RunResult, runPipeline } from './pipeline.ts';

export type PipelineOptions = {
  /** Files, folders and globs. */
  inputs: readonly string[];
  /** A YAML file; without one `config/etl_config.yaml`, or the defaults where there is none. */
  configPath?: string;
  /** Overrides `strict_mode` of the configuration. */
  strict?: boolean;
  /** What the run takes for "now"; its start, where not given. */
  asOf?: Date;
  logger?: Logger;
};

export type RunOptions = {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
};

/**
 * The programmatic API: one pipeline over named inputs.
 *
 * ```ts
 * const pipeline = new EventEtlPipeline({ inputs: ['events.jsonl'], configPath: 'config/etl_config.yaml' });
 * await pipeline.validateInputs();
 * const result = await pipeline.run({ outputDir: 'data/processed' });
 * ```
 */
export class EventEtlPipeline {
  readonly #options: PipelineOptions;
  #metrics: Manifest['metrics'] | null = null;

  constructor(options: PipelineOptions) {
    this.#options = options;
  }

  /** The counters of the last finished run; null before it. */
  get metrics(): Manifest['metrics'] | null {
    return this.#metrics;
  }

  /** Finds the input files, in input order. @throws InputError naming every path that is missing or unreadable */
  validateInputs(): Promise<InputFile[]> {
    return discoverInputs(this.#options.inputs);
  }

  /** The configuration in force. @throws ConfigError with every problem and its place */
  async loadConfig(): Promise<EtlConfig> {
    return (await this.#readConfig()).config;
  }

  async #readConfig(): Promise<LoadedConfig> {
    const { configPath, strict, logger } = this.#options;
    const { config, fromVariables } = await readConfig({
      ...(configPath === undefined ? {} : { path: configPath }),
      ...(logger === undefined ? {} : { logger }),
    });
    return { config: strict === undefined ? config : { ...config, strict_mode: strict }, fromVariables };
  }

  /**
   * Runs the pipeline; the outputs appear in `outputDir` all together or not at all.
   * @throws ConfigError, InputError, OutputError, OutputLockedError, TooManyFailedLines, DataQualityError, CancelledError
   */
  async run({ outputDir, ...options }: RunOptions & { outputDir: string }): Promise<RunResult> {
    const result = await runPipeline(await this.#job(options), outputDir);
    this.#metrics = result.manifest.metrics;
    return result;
  }

  /** Judges the inputs and writes nothing. @throws as `run`, but for DataQualityError: findings are in the report */
  async check(options: RunOptions = {}): Promise<QualityReport> {
    return checkPipeline(await this.#job(options));
  }

  async #job({ signal, onProgress }: RunOptions): Promise<Job> {
    const { inputs, asOf, logger } = this.#options;
    return {
      inputs,
      ...(await this.#readConfig()),
      now: asOf ?? new Date(),
      signal: signal ?? new AbortController().signal,
      logger: logger ?? silentLogger,
      onProgress: onProgress ?? (() => {}),
    };
  }
}

export { ConfigError } from '../../shared/config/config-error.ts';
export * from '../../shared/errors.ts';
export type { InputFile, Manifest, Progress, QualityReport, RunResult };
