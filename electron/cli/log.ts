import { visibleLine } from '../../shared/format/visible-text.ts';
import type { Logger, LogLevel } from '../../shared/run/logger.ts';
import { refusalOf } from '../etl/output/system-errors.ts';
import { Stopwatch } from '../etl/stopwatch.ts';
import { RotatingFile } from './rotating-file.ts';

type LogOptions = {
  /** The file, and the least urgent level it takes; null for no file. */
  file: { path: string; level: LogLevel } | null;
  consoleLevel: LogLevel;
  /** Whether the console leaves out what checks found. */
  hidesFindings: boolean;
  /** Says a text without secrets. */
  hide?: (text: string) => string;
  /** Writes lines to the console. */
  print: (text: string) => void;
};

/** A log on the console and in a file. A message is one line, whatever data stands in it. */
export type Log = Logger & {
  /** The file, once begun and as long as it can be written. */
  readonly path: string | null;
  /** Begins the file: until then its lines are held back, and nothing is made or written. */
  begin(): void;
  /** Ends a failed run: `message` for everybody, `stack` for the file and for a console at DEBUG; both as they are. */
  fail(message: string, stack: string | null): void;
};

type Entry = { level: LogLevel; message: string; stack?: string | null; isFinding?: boolean };

const urgency: Readonly<Record<LogLevel, number>> = { ERROR: 0, WARNING: 1, INFO: 2, DEBUG: 3 };
const consolePrefixes: Readonly<Record<LogLevel, string>> = {
  ERROR: 'error: ',
  WARNING: 'warning: ',
  INFO: '',
  DEBUG: 'debug: ',
};
const rotation = { maxBytes: 10_000_000, maxFiles: 5 };

/** Opens the log. A file that cannot be written is a warning on the console, not the end of the run. */
export function openLog(options: LogOptions): Log {
  const { file, consoleLevel, hidesFindings, print, hide = (text) => text } = options;
  const watch = new Stopwatch();
  let path: string | null = null;

  const toConsole = ({ level, message, stack, isFinding = false }: Entry) => {
    if (urgency[level] > urgency[consoleLevel] || (isFinding && hidesFindings)) return;
    const detail = consoleLevel === 'DEBUG' && stack ? `\n  ${indented(stack)}` : '';
    print(`${hide(`${consolePrefixes[level]}${message}${detail}`)}\n`);
  };
  const target =
    file &&
    new RotatingFile(file.path, {
      ...rotation,
      onFailure: (error) => {
        path = null;
        const message = `${file.path}: the log cannot be written (${refusalOf(file.path, error)}); the run goes on without it.`;
        toConsole({ level: 'WARNING', message: visibleLine(message) });
      },
    });
  const toFile = ({ level, message, stack }: Entry) => {
    if (file === null || urgency[level] > urgency[file.level]) return;
    const text = stack ? `${message}\n${stack}` : message;
    target?.write(`${watch.now().toISOString()} ${level.padEnd(7)} ${indented(hide(text))}\n`);
  };
  const log = (entry: Entry) => {
    toConsole(entry);
    toFile(entry);
  };
  return {
    get path() {
      return path;
    },
    begin: () => {
      path = file?.path ?? null;
      target?.begin();
    },
    debug: (message) => log({ level: 'DEBUG', message: visibleLine(message) }),
    info: (message) => log({ level: 'INFO', message: visibleLine(message) }),
    warn: (message, about) =>
      log({ level: 'WARNING', message: visibleLine(message), isFinding: about === 'check' }),
    error: (message) => log({ level: 'ERROR', message: visibleLine(message) }),
    fail: (message, stack) => log({ level: 'ERROR', message, stack }),
  };
}

/** Further lines are indented: each line that begins at the margin is a message, and no data can begin one. */
function indented(text: string): string {
  return text.replaceAll('\n', '\n  ');
}
