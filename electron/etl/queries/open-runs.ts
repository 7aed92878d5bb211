import { join } from 'node:path';
import { untilAborted } from '../until-aborted.ts';
import { OpenRun, type QueryResources } from './open-run.ts';

// One to look at and one to compare it with, and the one before.
const maxOpen = 3;

// A question often comes with others: what is prepared waits until they are answered.
const idleMs = 200;
const busyMs = 1000;

/** Of those who wait for the answer whatever happens. */
const { signal: never } = new AbortController();

type Ask = (run: OpenRun) => Promise<unknown>;

type Entry = {
  run: Promise<OpenRun>;
  asked: Set<Promise<unknown>>;
  lastUse: number;
  /** What is left to prepare, and the wait before the next of it. */
  unprepared: readonly Ask[];
  wait: NodeJS.Timeout | undefined;
};

type Options = {
  /** Holds a folder a run, by its id. */
  folder: string;
  resources: QueryResources;
  /** Where queries spill. */
  workFolder: string;
  /** Done one by one once a run is open, whenever it is asked nothing: questions come first. */
  preparations?: (run: OpenRun) => readonly Ask[];
  /** Whether the machine has something else to do: preparations wait for the end of it. */
  isBusy?: () => boolean;
};

/** The finished runs that are looked at: opened at the first question, closed when others take their place. */
export class OpenRuns {
  readonly #options: Options;
  readonly #entries = new Map<string, Entry>();
  #uses = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * Asks a run something. It stays open for the next question.
   * @throws CancelledError once the signal fires; what others wait for as well goes on
   */
  async use<T>(runId: string, ask: (run: OpenRun) => Promise<T>, signal: AbortSignal = never): Promise<T> {
    const entry = this.#entries.get(runId) ?? this.#open(runId);
    this.#uses += 1;
    entry.lastUse = this.#uses;
    return this.#ask(entry, ask, { signal });
  }

  /** Lets go of a run, because its folder is going away: once what it was asked before is answered. */
  async close(runId: string): Promise<void> {
    const entry = this.#entries.get(runId);
    if (entry === undefined) return;
    this.#entries.delete(runId);
    clearTimeout(entry.wait);
    entry.unprepared = [];
    await Promise.allSettled(entry.asked);
    const run = await entry.run.catch(() => null);
    await run?.close();
  }

  #open(runId: string): Entry {
    const { folder, resources, workFolder, preparations } = this.#options;
    const entry: Entry = {
      run: OpenRun.open(join(folder, runId), resources, workFolder),
      asked: new Set(),
      lastUse: 0,
      unprepared: [],
      wait: undefined,
    };
    this.#entries.set(runId, entry);
    entry.run.then(
      (run) => {
        if (this.#entries.get(runId) === entry) entry.unprepared = preparations?.(run) ?? [];
      },
      () => {
        if (this.#entries.get(runId) === entry) this.#entries.delete(runId);
      },
    );
    return entry;
  }

  /** @param waitMs how long the run is to be asked nothing before the next is prepared */
  async #ask<T>(
    entry: Entry,
    ask: (run: OpenRun) => Promise<T>,
    { waitMs = idleMs, signal = never }: { waitMs?: number; signal?: AbortSignal },
  ): Promise<T> {
    clearTimeout(entry.wait);
    const asked = entry.run.then((run) => ask(run.until(signal)));
    entry.asked.add(asked);
    try {
      // What it takes to end a question is waited for by those who close the run.
      return await untilAborted(asked, signal);
    } finally {
      const settled = asked
        .catch(() => {})
        .then(() => {
          entry.asked.delete(asked);
          this.#prepareSoon(entry, waitMs);
          // What cannot be closed, such as a temporary file that will not go, is no reason to withhold the answer.
          return this.#closeIdle().catch(() => {});
        });
      if (!signal.aborted) await settled;
    }
  }

  #prepareSoon(entry: Entry, waitMs: number): void {
    const [next, ...rest] = entry.unprepared;
    if (next === undefined || entry.asked.size > 0) return;
    entry.wait = setTimeout(() => {
      if (this.#options.isBusy?.()) {
        this.#prepareSoon(entry, busyMs);
        return;
      }
      entry.unprepared = rest;
      // Whoever needs it asks for it again, and hears of its failure.
      this.#ask(entry, next, { waitMs: 0 }).catch(() => {});
    }, waitMs).unref();
  }

  async #closeIdle(): Promise<void> {
    const idle = [...this.#entries].filter(([, { asked }]) => asked.size === 0);
    const oldestFirst = idle.toSorted(([, a], [, b]) => a.lastUse - b.lastUse);
    for (const [runId] of oldestFirst.slice(0, Math.max(0, this.#entries.size - maxOpen)))
      await this.close(runId);
  }
}
