import { visibleLine } from '../../../shared/format/visible-text.ts';
import type { LogLine } from '../../../shared/ipc/schemas.ts';
import { type Logger, type LogLevel, logLevels } from '../../../shared/run/logger.ts';
import type { Stopwatch } from '../stopwatch.ts';

const flushEveryMs = 100;
const maxLines = 2000;

/** Gathers log lines and hands them on a few times a second: each message to the window costs, each line does not. */
export class LogBatch {
  readonly #handOn: (lines: LogLine[]) => void;
  readonly #watch: Stopwatch;
  readonly #leastUrgent: number;
  #lines: LogLine[] = [];
  #timer: NodeJS.Timeout | null = null;

  /**
   * @param level lines less urgent than this are left out
   * @param watch gives each line its time
   */
  constructor(level: LogLevel, watch: Stopwatch, handOn: (lines: LogLine[]) => void) {
    this.#watch = watch;
    this.#leastUrgent = logLevels.indexOf(level);
    this.#handOn = handOn;
  }

  /** The logger the engine writes to. */
  readonly logger: Logger = {
    debug: (message) => this.#add('DEBUG', message),
    info: (message) => this.#add('INFO', message),
    warn: (message) => this.#add('WARNING', message),
    error: (message) => this.#add('ERROR', message),
  };

  #add(level: LogLevel, message: string): void {
    if (logLevels.indexOf(level) < this.#leastUrgent) return;
    this.#lines.push({ atMs: this.#watch.now().getTime(), level, message: visibleLine(message) });
    if (this.#lines.length >= maxLines) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), flushEveryMs);
  }

  /** Hands on what is gathered, at once. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#lines.length === 0) return;
    const lines = this.#lines;
    this.#lines = [];
    this.#handOn(lines);
  }
}
