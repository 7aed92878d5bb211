import { join, resolve } from 'node:path';
import { ConfigError } from '../../../shared/config/config-error.ts';
import { parseConfig } from '../../../shared/config/parse-config.ts';
import type { EtlConfig } from '../../../shared/config/schema.ts';
import { parseSize } from '../../../shared/config/size.ts';
import type { FromVariables } from '../../../shared/config/variables.ts';
import { CancelledError, EtlError } from '../../../shared/errors.ts';
import { formatCount } from '../../../shared/format/number.ts';
import type { EngineTakes } from '../../../shared/ipc/engine.ts';
import type { RunEvent } from '../../../shared/ipc/schemas.ts';
import { hiding } from '../hiding.ts';
import type { LoadedConfig } from '../load-config.ts';
import type { Lease, MemoryBudget } from '../memory-budget.ts';
import { runPipeline } from '../pipeline.ts';
import { Stopwatch } from '../stopwatch.ts';
import { failureOf } from './failure.ts';
import { LogBatch } from './log-batch.ts';
import { LogFile } from './log-file.ts';

type Start = EngineTakes<'job:start'>;

export type Folders = {
  /** Each run has a folder of its own in here, under the id of its job. */
  runs: string;
  logs: string;
  /** Temporary files of looks into the sources; emptied as the engine starts. */
  work: string;
};

/** The runs under way in this process. */
export class Jobs {
  readonly #folders: Folders;
  readonly #budget: MemoryBudget;
  readonly #tell: (event: RunEvent) => void;
  readonly #cancellations = new Map<string, AbortController>();

  /** @param tell hears what happens in each run, in order */
  constructor(folders: Folders, budget: MemoryBudget, tell: (event: RunEvent) => void) {
    this.#folders = folders;
    this.#budget = budget;
    this.#tell = tell;
  }

  /** Reads the configuration and begins. @throws ConfigError with every fault; all later failures are events */
  start(start: Start): void {
    const { config, fromVariables } = configFor(start);
    const controller = new AbortController();
    this.#cancellations.set(start.jobId, controller);
    void this.#run(start, config, fromVariables, controller.signal).finally(() =>
      this.#cancellations.delete(start.jobId),
    );
  }

  /** Whether a run is under way. */
  get isBusy(): boolean {
    return this.#cancellations.size > 0;
  }

  /** Cancels a job; one that has ended stays as it is. */
  cancel(jobId: string): void {
    this.#cancellations.get(jobId)?.abort(new CancelledError());
  }

  async #run(
    { jobId, inputs, memoryLimit }: Start,
    config: EtlConfig,
    fromVariables: readonly FromVariables[],
    signal: AbortSignal,
  ): Promise<void> {
    const watch = new Stopwatch();
    const file = new LogFile(join(this.#folders.logs, `${jobId}.log`));
    const log = new LogBatch(config.monitoring.log_level, watch, (lines) => {
      file.append(lines);
      this.#tell({ type: 'log', jobId, lines });
    });
    this.#tell({
      type: 'started',
      jobId,
      atMs: watch.now().getTime(),
      inputs: [...inputs],
      logFile: file.path,
    });
    const { memory_limit: named } = config.resources;
    const wanted = parseSize(named);
    let lease: Lease | null = null;
    try {
      lease = await this.#budget.take('run', wanted);
      if (named !== memoryLimit && wanted !== null && lease.bytes < wanted)
        log.logger.warn(
          `resources.memory_limit is ${named}, of which the app has ${lease.limit} left for this run: raise the memory limit in Settings.`,
        );
      const { manifest } = await runPipeline(
        {
          runId: jobId,
          inputs,
          withGlobs: false,
          config,
          memoryLimit: lease.limit,
          fromVariables,
          now: new Date(),
          signal,
          logger: log.logger,
          onProgress: (progress) =>
            this.#tell({ type: 'progress', jobId, atMs: watch.now().getTime(), progress }),
        },
        join(this.#folders.runs, jobId),
      );
      log.logger.info(`Done: ${formatCount(manifest.reconciliation.events_cleaned, 'event')} cleaned.`);
      log.flush();
      this.#tell({ type: 'finished', jobId, atMs: watch.now().getTime() });
    } catch (error) {
      // Streams and the file system have errors of their own for what was aborted.
      const cause = signal.aborted && !(error instanceof EtlError) ? new CancelledError() : error;
      const { message, ...rest } = failureOf(cause);
      const failure = { ...rest, message: hiding(config, fromVariables)(message) };
      const tell = failure.code === 'CANCELLED' ? log.logger.warn : log.logger.error;
      for (const line of failure.message.split('\n')) tell(line);
      log.flush();
      this.#tell({ type: 'failed', jobId, atMs: watch.now().getTime(), error: failure });
    } finally {
      lease?.release();
    }
  }
}

/**
 * What the configuration says; what it leaves of the machine to the engine, as the user set it. The text is the page's
 * word, so it may name no folder but the one that the user chose for temporary files.
 */
function configFor({ config: source, environment, memoryLimit, threads, spillFolder }: Start): LoadedConfig {
  const { name: file, text } = source ?? { name: 'defaults', text: '' };
  const parsed = parseConfig(text, { file, env: environment });
  if (!parsed.ok) throw ConfigError.of(parsed.issues);
  const { resources } = parsed.config;
  const { temp_directory: named } = resources;
  if (named !== null && (spillFolder === null || resolve(named) !== resolve(spillFolder)))
    throw new ConfigError(
      `${file}: resources.temp_directory names ${hiding(parsed.config, parsed.fromVariables)(named)}, which is not the folder for temporary files in Settings: choose it there, or set the key to null.`,
    );
  const config = {
    ...parsed.config,
    resources: {
      ...resources,
      memory_limit: resources.memory_limit === 'auto' ? memoryLimit : resources.memory_limit,
      threads: resources.threads === 'auto' ? threads : resources.threads,
      // The same folder; as the rules say it, since that may be what is to be told nowhere.
      temp_directory: named ?? spillFolder,
    },
  };
  return { config, fromVariables: parsed.fromVariables };
}
