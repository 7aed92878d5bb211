import type { JobEvent } from '../../../shared/ipc/job.ts';
import type { LogLine } from '../../../shared/ipc/schemas.ts';
import { emptyLog, type LogLimits, type LogTail, withLines } from '../../../shared/run/log-tail.ts';

type Event<Begun, Progress, Result, Type> = Extract<JobEvent<Begun, Progress, Result>, { type: Type }>;

// Some megabytes: a page that comes later is told of them in one message.
const limits: LogLimits = { maxLines: 50_000, maxCharacters: 4_000_000 };

/**
 * What is kept of the events of a job, for pages that come later; bounded, however long the job: its beginning, two
 * reports a step, the end of its log, its end.
 */
export class JobMemory<Begun, Progress, Result> {
  readonly #stepOf: (progress: Progress) => unknown;
  #start: Event<Begun, Progress, Result, 'started'> | null = null;
  readonly #progress: Event<Begun, Progress, Result, 'progress'>[] = [];
  #log: LogTail<LogLine> = emptyLog;
  #end: Event<Begun, Progress, Result, 'finished' | 'failed'> | null = null;

  constructor(stepOf: (progress: Progress) => unknown) {
    this.#stepOf = stepOf;
  }

  add(event: JobEvent<Begun, Progress, Result>): void {
    switch (event.type) {
      case 'started':
        this.#start = event;
        return;
      case 'progress':
        this.#report(event);
        return;
      case 'log':
        this.#log = withLines(this.#log, event.lines, limits);
        return;
      default:
        this.#end = event;
    }
  }

  /** Events that lead to where all of them led. */
  events(): JobEvent<Begun, Progress, Result>[] {
    if (this.#start === null) return [];
    const { jobId } = this.#start;
    const { lines, leftOut } = this.#log;
    const log = { type: 'log' as const, jobId, lines: [...lines], leftOut };
    const hasLog = lines.length > 0 || leftOut > 0;
    return [
      this.#start,
      ...this.#progress,
      ...(hasLog ? [log] : []),
      ...(this.#end === null ? [] : [this.#end]),
    ];
  }

  /** The first report of a step says when it began, the latest how far it is; the others do not matter later. */
  #report(event: Event<Begun, Progress, Result, 'progress'>): void {
    const step = this.#stepOf(event.progress);
    const [last, before] = [this.#progress.at(-1), this.#progress.at(-2)];
    const isOfStep = (one: typeof last) => one !== undefined && this.#stepOf(one.progress) === step;
    if (isOfStep(last) && isOfStep(before)) this.#progress.pop();
    this.#progress.push(event);
  }
}
