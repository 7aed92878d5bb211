import { join, resolve } from 'node:path';
import { ConfigError } from '../../../shared/config/config-error.ts';
import { parseConfig } from '../../../shared/config/parse-config.ts';
import { parseSize } from '../../../shared/config/size.ts';
import { formatCount } from '../../../shared/format/number.ts';
import type { JobStart } from '../../../shared/ipc/jobs.ts';
import { hiding } from '../hiding.ts';
import type { LoadedConfig } from '../load-config.ts';
import { runPipeline } from '../pipeline.ts';
import type { WorkOf } from './work.ts';

/** A run. @throws ConfigError with every fault of its configuration */
export const runWork: WorkOf<'run'> = {
  givesWayTo: [],
  stepOf: ({ stage }) => stage,
  prepare: (start, jobId, { folders }) => {
    const { config, fromVariables } = configFor(start);
    const path = join(folders.logs, `${jobId}.log`);
    const { memory_limit: named } = config.resources;
    const wanted = parseSize(named);
    return {
      begun: { inputs: [...start.inputs], logFile: path },
      memory: { kind: 'run', wanted },
      log: { path, level: config.monitoring.log_level },
      // The engine's own reporter sees to that.
      tellEveryMs: 0,
      shown: hiding(config, fromVariables),
      do: async ({ signal, lease, logger, tell }) => {
        if (lease !== null && named !== start.memoryLimit && wanted !== null && lease.bytes < wanted)
          logger.warn(
            `resources.memory_limit is ${named}, of which the app has ${lease.limit} left for this run: raise the memory limit in Settings.`,
          );
        const { manifest } = await runPipeline(
          {
            runId: jobId,
            inputs: start.inputs,
            withGlobs: false,
            config,
            ...(lease !== null && { memoryLimit: lease.limit }),
            fromVariables,
            now: new Date(),
            signal,
            logger,
            onProgress: tell,
          },
          join(folders.runs, jobId),
        );
        logger.info(`Done: ${formatCount(manifest.reconciliation.events_cleaned, 'event')} cleaned.`);
        return null;
      },
    };
  },
};

/**
 * What the configuration says; what it leaves of the machine to the engine, as the user set it. The text is the page's
 * word, so it may name no folder but the one that the user chose for temporary files.
 */
function configFor({
  config: source,
  environment,
  memoryLimit,
  threads,
  spillFolder,
}: JobStart<'run'>): LoadedConfig {
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
