import { ArgumentError, CancelledError, EtlError } from '../../../shared/errors.ts';
import { failureOf } from '../../../shared/failure-of.ts';
import { type EventOf, type JobKind, type JobStart, jobSchemas } from '../../../shared/ipc/jobs.ts';
import type { Lease } from '../memory-budget.ts';
import { Stopwatch } from '../stopwatch.ts';
import { exportWork } from './export-work.ts';
import { JobLog } from './job-log.ts';
import { lookWork } from './look-work.ts';
import { nowAndThen } from './now-and-then.ts';
import { runWork } from './run-work.ts';
import { saveWork } from './save-work.ts';
import type { Behind, Work, WorkOf } from './work.ts';

const works: { readonly [Kind in JobKind]: WorkOf<Kind> } = {
  run: runWork,
  export: exportWork,
  save: saveWork,
  look: lookWork,
};

type Tell = <Kind extends JobKind>(kind: Kind, event: EventOf<Kind>) => void;
type UnderWay = { kind: JobKind; controller: AbortController };

/** The jobs under way in this process, of whatever kind. */
export class Jobs {
  readonly #behind: Behind;
  readonly #tell: Tell;
  readonly #underWay = new Map<string, UnderWay>();

  /** @param tell hears what happens in each job, in order */
  constructor(behind: Behind, tell: Tell) {
    this.#behind = behind;
    this.#tell = tell;
  }

  /** Begins. @throws EtlError where it cannot even begin; all later failures are events */
  start<Kind extends JobKind>(kind: Kind, jobId: string, given: unknown): void {
    const work = works[kind].prepare(taken(kind, given), jobId, this.#behind);
    for (const [id, other] of this.#underWay)
      if (works[other.kind].givesWayTo.includes(kind)) this.cancel(id);
    const controller = new AbortController();
    const underWay = { kind, controller };
    this.#underWay.set(jobId, underWay);
    void this.#go(kind, jobId, work, controller.signal).finally(() => {
      if (this.#underWay.get(jobId) === underWay) this.#underWay.delete(jobId);
    });
  }

  /** Whether a job of a kind is under way. */
  isBusy(kind: JobKind): boolean {
    return [...this.#underWay.values()].some((one) => one.kind === kind);
  }

  /** Cancels a job; one that has ended, or is being put in place, stays as it is. */
  cancel(jobId: string): void {
    const job = this.#underWay.get(jobId);
    job?.controller.abort(new CancelledError(job.kind));
  }

  async #go<Kind extends JobKind>(
    kind: Kind,
    jobId: string,
    work: Work<Kind>,
    signal: AbortSignal,
  ): Promise<void> {
    const watch = new Stopwatch();
    const now = () => watch.now().getTime();
    const tell = (event: EventOf<Kind>) => this.#tell(kind, event);
    const log = new JobLog(work.log, watch, (lines) => tell({ type: 'log', jobId, lines }));
    tell({ type: 'started', jobId, atMs: now(), begun: work.begun });
    let lease: Lease | null = null;
    try {
      const { memory } = work;
      if (memory !== null) lease = await this.#behind.budget.take(memory.kind, memory.wanted);
      const result = await work.do({
        signal,
        lease,
        logger: log.logger,
        tell: nowAndThen(work.tellEveryMs, works[kind].stepOf, (progress) =>
          tell({ type: 'progress', jobId, atMs: now(), progress }),
        ),
      });
      log.flush();
      tell({ type: 'finished', jobId, atMs: now(), result });
    } catch (error) {
      // Streams and the file system have errors of their own for what was aborted.
      const isCancelled = signal.aborted && !(error instanceof EtlError);
      const failure = failureOf(isCancelled ? new CancelledError(kind) : error);
      const told = { ...failure, message: work.shown(failure.message) };
      log.end(told);
      tell({ type: 'failed', jobId, atMs: now(), error: told });
    } finally {
      lease?.release();
    }
  }
}

function taken<Kind extends JobKind>(kind: Kind, given: unknown): JobStart<Kind> {
  const { success, data, error } = jobSchemas[kind].engineTakes.safeParse(given);
  if (success) return data;
  throw new ArgumentError(`${kind}: ${error.message}`);
}
