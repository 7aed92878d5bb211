import type { Failure } from '../../../shared/ipc/reply.ts';
import type { LogLine } from '../../../shared/ipc/schemas.ts';
import { type Logger, silentLogger } from '../../../shared/run/logger.ts';
import type { Stopwatch } from '../stopwatch.ts';
import { LogBatch } from './log-batch.ts';
import { LogFile } from './log-file.ts';
import type { Work } from './work.ts';

/** The log of a job, in its file and told in batches; nothing where it has none. */
export class JobLog {
  readonly #batch: LogBatch | null;

  constructor(log: Work<'run'>['log'], watch: Stopwatch, tell: (lines: LogLine[]) => void) {
    const file = log && new LogFile(log.path);
    this.#batch =
      log &&
      new LogBatch(log.level, watch, (lines) => {
        file?.append(lines);
        tell(lines);
      });
  }

  get logger(): Logger {
    return this.#batch?.logger ?? silentLogger;
  }

  flush(): void {
    this.#batch?.flush();
  }

  /** Ends with why there is no result. */
  end({ code, message }: Failure): void {
    const write = code === 'CANCELLED' ? this.logger.warn : this.logger.error;
    for (const line of message.split('\n')) write(line);
    this.flush();
  }
}
