import cliProgress from 'cli-progress';
import { describeStep, type ProgressStep, type ProgressView, shareOf } from './progress-step.ts';

const width = 30;

/** Progress on a terminal: one line that is redrawn, and gone at the end. */
export class ProgressBar implements ProgressView {
  readonly #bar: cliProgress.SingleBar;
  #latest: ProgressStep | null = null;

  constructor(stream: NodeJS.WritableStream) {
    this.#bar = new cliProgress.SingleBar({
      stream,
      clearOnComplete: true,
      // Cuts the line to the terminal's width; the alternative switches the terminal's own wrapping off.
      linewrap: true,
      format: () => (this.#latest ? drawStep(this.#latest) : ''),
    });
  }

  show(step: ProgressStep): void {
    this.#latest = step;
    if (this.#bar.isActive) this.#bar.update(0);
    else this.#bar.start(1, 0);
  }

  interrupt(write: () => void): void {
    const wasActive = this.#bar.isActive;
    this.#bar.stop();
    write();
    if (wasActive) this.#bar.start(1, 0);
  }

  stop(): void {
    this.#bar.stop();
  }
}

function drawStep(step: ProgressStep): string {
  const share = shareOf(step);
  const filled = Math.floor((share ?? 0) * width);
  const bar = share === null ? '' : ` [${'='.repeat(filled)}${' '.repeat(width - filled)}] `;
  return `${step.label.padEnd(20)}${bar}${describeStep(step)}`;
}
