import type { Progress, Stage } from '../../shared/run/progress.ts';

const reportEveryMs = 100;

/** Turns what a stage has done into progress with rate and time left; a few reports a second, and one at each end. */
export class ProgressReporter {
  readonly #report: (progress: Progress) => void;
  #stage: Stage = 'discover';
  #unit: Progress['unit'] = 'bytes';
  #total: number | null = null;
  #done = 0;
  #startedAt = 0;
  #reportedAt = 0;

  constructor(report: (progress: Progress) => void) {
    this.#report = report;
  }

  /** Ends the stage before and begins the next; `total` is null where it is not known. */
  start(stage: Stage, unit: Progress['unit'], total: number | null): void {
    this.finish();
    this.#stage = stage;
    this.#unit = unit;
    this.#total = total;
    this.#done = 0;
    this.#startedAt = performance.now();
    this.#emit();
  }

  /** Adds to what is done. */
  readonly add = (amount: number): void => {
    this.#done += amount;
    if (performance.now() - this.#reportedAt >= reportEveryMs) this.#emit();
  };

  /** Sets what is done as a share (0..1) of the total; null (not known) leaves it. It never runs backwards. */
  readonly setShare = (share: number | null): void => {
    if (share === null || this.#total === null) return;
    this.#done = Math.max(this.#done, Math.round(share * this.#total));
    this.#emit();
  };

  /** Ends the stage: all of it is done. */
  finish(): void {
    if (this.#total === null) return;
    this.#done = this.#total;
    this.#emit();
  }

  #emit(): void {
    this.#reportedAt = performance.now();
    const seconds = (this.#reportedAt - this.#startedAt) / 1000;
    const ratePerSecond = seconds > 0 && this.#done > 0 ? this.#done / seconds : null;
    const left = this.#total === null ? null : this.#total - this.#done;
    this.#report({
      stage: this.#stage,
      unit: this.#unit,
      done: this.#done,
      total: this.#total,
      ratePerSecond,
      secondsLeft: left === null || ratePerSecond === null ? null : left / ratePerSecond,
    });
  }
}
