import type { LogLine, RunEvent } from '../../shared/ipc/schemas.ts';
import { emptyLog, type LogLimits, type LogTail, withLines } from '../../shared/run/log-tail.ts';
import type { JobMemory } from './current-job.ts';

type Progress = Extract<RunEvent, { type: 'progress' }>;

// Some megabytes: a page that comes later is told of them in one message.
const limits: LogLimits = { maxLines: 50_000, maxCharacters: 4_000_000 };

/** What is kept of the events of a run: its beginning, two reports a stage, the end of its log, its end. */
export class RunMemory implements JobMemory<RunEvent> {
  #start: RunEvent | null = null;
  readonly #progress: Progress[] = [];
  #log: LogTail<LogLine> = emptyLog;
  #end: RunEvent | null = null;

  add(event: RunEvent): void {
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

  events(): RunEvent[] {
    if (this.#start === null) return [];
    const { jobId } = this.#start;
    const { lines, leftOut } = this.#log;
    const log: RunEvent = { type: 'log', jobId, lines: [...lines], leftOut };
    return [this.#start, ...this.#progress, log, ...(this.#end === null ? [] : [this.#end])];
  }

  /** The first report of a stage says when it began, the latest how far it is; the others do not matter later. */
  #report(event: Progress): void {
    const isOfStage = (one: Progress | undefined) => one?.progress.stage === event.progress.stage;
    if (isOfStage(this.#progress.at(-1)) && isOfStage(this.#progress.at(-2))) this.#progress.pop();
    this.#progress.push(event);
  }
}
