import { Command } from 'commander';
import { appVersion } from '../etl/app-version.ts';
import { addCheck } from './commands/check.ts';
import { addGenerate } from './commands/generate.ts';
import { addRun } from './commands/run.ts';
import { addValidateConfig } from './commands/validate-config.ts';
import { assertRequiredOptions } from './options.ts';

/** The command line: its commands, their options and help. A wrong call is told by commander, then thrown. */
export function createProgram(): Command {
  const program = new Command('event-analytics')
    .description('Turns raw event logs (JSONL) into daily metrics and retention cohorts (Parquet).')
    .version(appVersion, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    // Commands take this on, so it comes before them.
    .exitOverride()
    .hook('preAction', (_program, command) => assertRequiredOptions(command));
  addRun(program);
  addCheck(program);
  addValidateConfig(program);
  addGenerate(program);
  return program.addHelpText(
    'after',
    `
Exit codes:
  0 done   1 quality failed   2 bad arguments, config, input or output   3 internal error   130 cancelled

Examples:
  $ event-analytics generate --events 100000 --players 2000 --days 30 --seed 1 --output events.jsonl
  $ event-analytics check --input events.jsonl
  $ event-analytics run --input events.jsonl --output data/processed

"event-analytics <command> --help" tells more.`,
  );
}
