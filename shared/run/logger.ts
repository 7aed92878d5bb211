/** The levels of `monitoring.log_level`, least urgent first. */
export const logLevels = ['DEBUG', 'INFO', 'WARNING', 'ERROR'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Where the engine writes its log; the command line and the app each bring their own. */
export type Logger = {
  debug(message: string): void;
  info(message: string): void;
  /** @param about a finding of a check stands in the report too */
  warn(message: string, about?: 'check'): void;
  error(message: string): void;
};

/** A logger that keeps quiet: the default of the programmatic API. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** A logger that says every message as `said` makes it. */
export function quietAbout(said: (message: string) => string, logger: Logger): Logger {
  return {
    debug: (message) => logger.debug(said(message)),
    info: (message) => logger.info(said(message)),
    warn: (message, about) => logger.warn(said(message), about),
    error: (message) => logger.error(said(message)),
  };
}
