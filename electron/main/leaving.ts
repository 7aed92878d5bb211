import { setTimeout } from 'node:timers/promises';
import { app, type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import type { JobKind } from '../../shared/ipc/jobs.ts';

/** Something that would be lost if the app were left now. */
export type UnderWay = {
  kind: JobKind;
  /** As in `A run is under way`. */
  name: string;
  /** Cancels it, and resolves once nothing is left of it. */
  end: () => Promise<void>;
};

type Options = {
  window: () => BrowserWindow | null;
  underWay: () => UnderWay[];
  /** Writes what is still to be written. */
  settle: () => Promise<unknown>;
};

// An engine that does not let go of a run is ended before that.
const endLimitMs = 8000;

/** The end of the app: it asks while something is under way, cancels that, and writes what is to be written. */
export class Leaving {
  readonly #options: Options;
  #isAsking = false;
  #isDecided = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** From now on no way out is taken unasked, but by the signals of the system: nobody may be there to answer. */
  watch(): void {
    app.on('before-quit', (event) => this.#ask(event));
    app.once('will-quit', (event) => {
      event.preventDefault();
      // What could not be written was told as it failed.
      void Promise.allSettled([this.#options.settle()]).then(() => app.quit());
    });
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
      process.on(signal, () => void this.#leave(this.#options.underWay()));
  }

  /** A window that is closed ends the app, but on macOS: there it goes on with what is under way. */
  watchWindow(window: BrowserWindow): void {
    window.on('close', (event) => {
      if (process.platform !== 'darwin') this.#ask(event);
    });
  }

  #ask(event: { preventDefault(): void }): void {
    const jobs = this.#options.underWay();
    if (this.#isDecided || jobs.length === 0) return;
    event.preventDefault();
    if (this.#isAsking) return;
    this.#isAsking = true;
    // A question that cannot be asked, for its window is gone, is asked at the next attempt.
    void askToLeave(this.#options.window(), jobs)
      .catch(() => false)
      .then((isToLeave) => {
        this.#isAsking = false;
        if (isToLeave) void this.#leave(this.#options.underWay());
      });
  }

  async #leave(jobs: readonly UnderWay[]): Promise<void> {
    this.#isDecided = true;
    const ends = Promise.allSettled(jobs.map(({ end }) => end()));
    await Promise.race([ends, setTimeout(endLimitMs)]);
    app.quit();
  }
}

async function askToLeave(window: BrowserWindow | null, jobs: readonly UnderWay[]): Promise<boolean> {
  const options = questionOf(jobs);
  const { response } = await (window === null
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(window, options));
  return response === 1;
}

const listed = new Intl.ListFormat('en');

/** The second answer leaves. */
function questionOf(jobs: readonly UnderWay[]): MessageBoxOptions {
  const all = listed.format(jobs.map(({ name }) => name));
  const isOne = jobs.length === 1;
  return {
    type: 'question',
    message: `${all.charAt(0).toUpperCase()}${all.slice(1)} ${isOne ? 'is' : 'are'} under way.`,
    detail:
      'What has been done so far is discarded if you close the app now. Finished runs and files stay as they are.',
    buttons: ['Keep running', isOne && jobs[0]?.kind === 'run' ? 'Cancel run and close' : 'Cancel and close'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
}
