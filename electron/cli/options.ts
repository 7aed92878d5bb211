import { type Command, InvalidArgumentError, Option } from 'commander';
import { type LogLevel, logLevels } from '../../shared/run/logger.ts';
import { parseAsOf } from './as-of.ts';

/** What the user asked to see. */
type OutputFlags = { json?: true; quiet?: true; logLevel?: LogLevel };

/** The options of commands that read events. */
export type ReadFlags = OutputFlags & {
  input: string[];
  config?: string;
  strict?: true;
  asOf?: string;
};

/** Adds the options of `ReadFlags` but `--json`, whose meaning differs. */
export function addReadOptions(command: Command): Command {
  return command
    .addOption(configOption())
    .option('--strict', 'take every finding of a quality check for a failure, whatever the config says')
    .addOption(
      new Option(
        '--as-of <time>',
        'take this for "now": an ISO 8601 date-time, or a date (the start of that day); without an offset it is read in the reporting time zone',
      ).argParser(asOfText),
    )
    .option('--quiet', 'print nothing but errors')
    .addOption(
      new Option(
        '--log-level <level>',
        `the least urgent messages to log: ${logLevels.join(', ')}`,
      ).argParser(logLevel),
    );
}

/** The heading of options that must be given. */
const required = 'Required:';

/** An option that must be given, with one value. */
export function requiredOption<T>(flags: string, description: string, parse: (value: string) => T): Option {
  return new Option(flags, description).argParser(parse).helpGroup(required);
}

/** Refuses a call without its required options; commander's own test comes too early, before the one for misspelled ones. */
export function assertRequiredOptions(command: Command): void {
  const missing = command.options.filter(
    (option) =>
      option.helpGroupHeading === required && command.getOptionValue(option.attributeName()) === undefined,
  );
  if (missing.length === 0) return;
  const names = missing.map(({ long }) => long).join(', ');
  command.error(`error: ${missing.length === 1 ? 'required option' : 'required options'} missing: ${names}`);
}

/** `--input`, repeatable and with several values. */
export function inputOption(): Option {
  return new Option('--input <path|glob...>', 'event files, folders of them, or globs')
    .argParser((value: string, earlier: string[] | undefined) => [...(earlier ?? []), nonEmpty(value)])
    .helpGroup(required);
}

export function configOption(): Option {
  return new Option(
    '--config <file>',
    'the YAML config (default: config/etl_config.yaml, if there is one)',
  ).argParser(nonEmpty);
}

/** A shell variable that is not set leaves an empty argument behind. */
export function nonEmpty(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('It is empty.');
  return value;
}

export function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(Number(value))) {
    throw new InvalidArgumentError('A whole number is expected.');
  }
  return Number(value);
}

/** A day of the calendar; whether there is such a day is for the generator to say. */
export function date(value: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) throw new InvalidArgumentError('A date YYYY-MM-DD is expected.');
  return value;
}

/** A share, 0 to 1. */
export function share(value: string): number {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (!(number >= 0 && number <= 1)) throw new InvalidArgumentError('A share from 0 to 1 is expected.');
  return number;
}

function logLevel(value: string): LogLevel {
  const level = logLevels.find((known) => known === value.toUpperCase());
  if (level === undefined) throw new InvalidArgumentError(`One of ${logLevels.join(', ')} is expected.`);
  return level;
}

function asOfText(value: string): string {
  // The time zone is in the config, which is read later; whether the text is a time shows in any zone.
  if (parseAsOf(value, 'UTC') === null) {
    throw new InvalidArgumentError(
      'An ISO 8601 date or date-time is expected, such as 2024-01-31T06:00:00Z.',
    );
  }
  return value;
}
