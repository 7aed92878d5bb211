import { Command } from 'commander';
import { ArgumentError } from '../../shared/errors.ts';
import { visibleLine, visibleText } from '../../shared/format/visible-text.ts';
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
    // Commands take these on, so they come before them.
    .configureOutput({ outputError: (message, write) => write(wrongCall(message)) })
    .exitOverride()
    .hook('preAction', (_program, command) => {
      assertRequiredOptions(command);
      assertWorkingDirectory();
    });
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

/** @throws ArgumentError where no path can be told from another, for the folder they start from is gone */
function assertWorkingDirectory(): void {
  try {
    process.cwd();
  } catch {
    throw new ArgumentError('The working directory was removed; change to another, and start again.');
  }
}

/** Arguments in a message are data; only what commander adds has a line of its own. */
function wrongCall(message: string): string {
  const hint = /\n\(Did you mean [^\n]*\)\n$/.exec(message)?.[0] ?? '\n';
  return `${visibleLine(message.slice(0, -hint.length))}${visibleText(hint)}`;
}
