import { visibleText } from '../../shared/format/visible-text.ts';
import { ProgressBar } from './progress-bar.ts';
import { ProgressLines } from './progress-lines.ts';
import type { ProgressStep, ProgressView } from './progress-step.ts';

const noProgress: ProgressView = { show() {}, interrupt: (write) => write(), stop() {} };

/** Standard error: messages, and the progress they must not tear. */
export type Console = {
  /** Writes whole lines. */
  print(text: string): void;
  show(step: ProgressStep): void;
  /** Ends the progress; may be called again. */
  stop(): void;
};

/** @param withProgress a bar on a terminal, a line now and then elsewhere */
export function openConsole(withProgress: boolean): Console {
  const { stderr } = process;
  const progress = withProgress ? viewFor(stderr) : noProgress;
  return {
    print: (text) => progress.interrupt(() => stderr.write(visibleText(text))),
    show: (step) => progress.show(step),
    stop: () => progress.stop(),
  };
}

function viewFor(stderr: NodeJS.WriteStream): ProgressView {
  return stderr.isTTY ? new ProgressBar(stderr) : new ProgressLines(stderr);
}
