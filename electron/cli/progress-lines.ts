import { describeStep, type ProgressStep, type ProgressView } from './progress-step.ts';

const everyMs = 3000;

/** Progress where there is no terminal: a plain line now and then, for logs of cron and build machines. */
export class ProgressLines implements ProgressView {
  readonly #stream: NodeJS.WritableStream;
  readonly #timer: NodeJS.Timeout;
  #latest: ProgressStep | null = null;
  #written = '';

  constructor(stream: NodeJS.WritableStream) {
    this.#stream = stream;
    this.#timer = setInterval(() => this.#write(), everyMs);
    this.#timer.unref();
  }

  show(step: ProgressStep): void {
    this.#latest = step;
    // The first line at once: a run that says nothing looks stuck.
    if (this.#written === '' && step.total !== null && step.done < step.total) this.#write();
  }

  interrupt(write: () => void): void {
    write();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #write(): void {
    if (!this.#latest) return;
    const detail = describeStep(this.#latest);
    const line = `${this.#latest.label}${detail === '' ? '' : `: ${detail}`}`;
    if (line === this.#written) return;
    this.#stream.write(`${line}\n`);
    this.#written = line;
  }
}
