import { Writable } from 'node:stream';
import winston from 'winston';
import { visibleLine } from '../../shared/format/visible-text.ts';
import type { Logger, LogLevel } from '../../shared/run/logger.ts';
import { refusalOf } from '../etl/output/system-errors.ts';
import { Stopwatch } from '../etl/stopwatch.ts';
import { RotatingFile } from './rotating-file.ts';

type LogOptions = {
  /** The file, and the least urgent level it takes; null for no file. */
  file: { path: string; level: LogLevel } | null;
  consoleLevel: LogLevel;
  /** Messages that the console leaves out. */
  isHidden: (message: string) => boolean;
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

const levels: Readonly<Record<LogLevel, number>> = { ERROR: 0, WARNING: 1, INFO: 2, DEBUG: 3 };
const consolePrefixes: Readonly<Record<string, string>> = {
  ERROR: 'error: ',
  WARNING: 'warning: ',
  DEBUG: 'debug: ',
};
const rotation = { maxBytes: 10_000_000, maxFiles: 5 };

/** Opens the log. A file that cannot be written is a warning on the console, not the end of the run. */
export function openLog({ file, consoleLevel, isHidden, print, hide = (text) => text }: LogOptions): Log {
  const { format, transports } = winston;
  const watch = new Stopwatch();
  const consoleFormat = format.combine(
    format((entry) => (isHidden(String(entry.message)) ? false : entry))(),
    format.printf(({ level, message, stack }) => {
      const detail = consoleLevel === 'DEBUG' && typeof stack === 'string' ? `\n  ${indented(stack)}` : '';
      return hide(`${consolePrefixes[level] ?? ''}${message}${detail}`);
    }),
  );
  const fileFormat = format.printf(({ level, message, stack }) => {
    const text = typeof stack === 'string' ? `${message}\n${stack}` : String(message);
    return `${watch.now().toISOString()} ${level.padEnd(7)} ${indented(hide(text))}`;
  });

  const screen = new Writable({
    decodeStrings: false,
    write: (line: string, _encoding, done) => {
      print(line);
      done();
    },
  });
  const logger = winston.createLogger({
    levels: { ...levels },
    level: 'DEBUG',
    transports: [
      new transports.Stream({ stream: screen, level: consoleLevel, format: consoleFormat, eol: '\n' }),
    ],
  });
  const warn = (message: string) => logger.log('WARNING', visibleLine(message));
  let path: string | null = null;
  let begin = () => {};
  if (file) {
    const onFailure = (error: unknown) => {
      path = null;
      warn(
        `${file.path}: the log cannot be written (${refusalOf(file.path, error)}); the run goes on without it.`,
      );
    };
    const stream = new RotatingFile(file.path, { ...rotation, onFailure });
    begin = () => {
      path = file.path;
      stream.begin();
    };
    logger.add(new transports.Stream({ stream, level: file.level, format: fileFormat, eol: '\n' }));
  }
  return {
    get path() {
      return path;
    },
    begin,
    debug: (message) => logger.log('DEBUG', visibleLine(message)),
    info: (message) => logger.log('INFO', visibleLine(message)),
    warn,
    error: (message) => logger.log('ERROR', visibleLine(message)),
    fail: (message, stack) => logger.log({ level: 'ERROR', message, stack }),
  };
}

/** Further lines are indented: each line that begins at the margin is a message, and no data can begin one. */
function indented(text: string): string {
  return text.replaceAll('\n', '\n  ');
}
