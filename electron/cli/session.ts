import { visibleJson } from '../../shared/format/visible-text.ts';
import type { LogLevel } from '../../shared/run/logger.ts';
import type { Stage } from '../../shared/run/progress.ts';
import type { EventEtlPipeline, RunOptions } from '../etl/index.ts';
import { parseAsOf } from './as-of.ts';
import { cancellable } from './cancellation.ts';
import { openConsole } from './console.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { failureText, isExpected, stackOf } from './failure-text.ts';
import type { ReadFlags } from './options.ts';
import { stepOf } from './progress-step.ts';
import { printResult } from './standard-streams.ts';

/** What a command found: as a value for `--json`, as text for people, as a line for the log. */
type Outcome = {
  json: unknown;
  text: string;
  summary: string;
  exitCode: number;
  /** What is done whether or not it can be told. */
  standing?: string;
};

type Work = (pipeline: EventEtlPipeline, options: RunOptions) => Promise<Outcome>;

/**
 * What `run` and `check` share: config, log, progress and cancellation around `work`, then its outcome on standard
 * output and in the exit code. Fails of itself only before there is a log: with the config, or a defect.
 */
export async function inSession(flags: ReadFlags, work: Work): Promise<void> {
  // The engine loads only once it is needed: help must not wait for DuckDB.
  const [{ EventEtlPipeline }, { hiding }, { readConfig }, { isNamed }, { openLog }] = await Promise.all([
    import('../etl/index.ts'),
    import('../etl/hiding.ts'),
    import('../etl/load-config.ts'),
    import('../etl/ingest/discover.ts'),
    import('./log.ts'),
  ]);
  const { config, fromVariables } = await readConfig({ path: flags.config });
  const { monitoring, aggregation } = config;
  const hide = hiding(config, fromVariables);
  const { log_level: configured, log_file: path } = monitoring;
  const isHuman = !flags.json && !flags.quiet;
  const console = openConsole(isHuman);
  const log = openLog({
    file: path === null ? null : { path, level: flags.logLevel ?? configured },
    consoleLevel: consoleLevel(flags, configured),
    // The text on standard output holds the findings already.
    hidesFindings: isHuman,
    print: console.print,
    hide,
  });

  let stage: Stage | null = null;
  const onProgress: RunOptions['onProgress'] = (progress) => {
    const step = stepOf(progress);
    // Work begins: the log was found to be none of the inputs.
    if (stage === null) log.begin();
    if (stage !== progress.stage) log.info(`${step.label}.`);
    stage = progress.stage;
    console.show(step);
  };
  const asOf = flags.asOf === undefined ? null : parseAsOf(flags.asOf, aggregation.timezone);
  const pipeline = new EventEtlPipeline({
    inputs: flags.input,
    logger: log,
    ...(flags.config === undefined ? {} : { configPath: flags.config }),
    ...(flags.strict === undefined ? {} : { strict: flags.strict }),
    ...(asOf === null ? {} : { asOf }),
  });
  const fail = (error: unknown) => {
    console.stop();
    const isDebug = (flags.logLevel ?? configured) === 'DEBUG';
    log.fail(failureText(error, log.path), isExpected(error) && !isDebug ? null : stackOf(error));
    process.exitCode = exitCodeOf(error);
  };
  // What escapes every promise belongs in the log file too.
  process.prependListener('uncaughtException', (error) => {
    fail(error);
    process.exit(exitCodes.internal);
  });
  try {
    const { json, text, summary, exitCode, standing } = await cancellable(
      (signal) => work(pipeline, { signal, onProgress }),
      () => log.warn('Cancelling; press Ctrl-C again to quit without tidying up.'),
    );
    console.stop();
    process.exitCode = exitCode;
    log.info(summary);
    if (flags.json) printResult(`${visibleJson(json)}\n`, standing);
    else if (!flags.quiet) printResult(text, standing);
  } catch (error) {
    // Failed before that was known, or because it is one: no line may go into an input.
    if (stage === null && path !== null && !(await isNamed(path, flags.input))) log.begin();
    fail(error);
  }
}

/** The console shows less than the log: what needs attention, unless the user asked for more. */
function consoleLevel({ quiet, logLevel }: ReadFlags, configured: LogLevel): LogLevel {
  if (quiet) return 'ERROR';
  return logLevel ?? (configured === 'INFO' ? 'WARNING' : configured);
}
