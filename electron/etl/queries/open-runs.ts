import { join } from 'node:path';
import { parseSize } from '../../../shared/config/size.ts';
import { OutputError } from '../../../shared/errors.ts';
import { sizeText } from '../memory-budget.ts';
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

// Enough for DuckDB to answer at all.
const leastBytes = 4 * 1024 ** 2;

type Entry = {
  run: Promise<OpenRun>;
  /** The same, once it is open. */
  opened: OpenRun | null;
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
  /** All that take memory: also those that are let go of. */
  readonly #opened = new Set<OpenRun>();
  /** What all runs may take together, in bytes. */
  #bytes = Number.POSITIVE_INFINITY;
  /** One division of it at a time. */
  #dividing: Promise<unknown> = Promise.resolve();
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
    if (run === null) return;
    await run.close().finally(() => this.#opened.delete(run));
  }

  /** Makes do with so much memory for all runs. @returns what they may take then, in bytes */
  keepWithin(bytes: number): Promise<number> {
    return this.#divide(async () => {
      this.#bytes = bytes;
      const held = await this.#shareOut(this.#each(this.#entries.size));
      return Math.max(held, bytes);
    });
  }

  /** What each of so many runs may take, in bytes. */
  #each(runs: number): number {
    const most = parseSize(this.#options.resources.memory_limit) ?? Number.POSITIVE_INFINITY;
    return wholeKiB(Math.min(most, this.#bytes / Math.max(1, runs)));
  }

  /**
   * Has each open run make do with so much. One that cannot, because of what is in use, is closed where it is asked
   * nothing. @returns what they take together
   */
  async #shareOut(each: number): Promise<number> {
    // What cannot be closed, such as a temporary file that will not go, stands in nobody's way.
    for (const [runId, entry] of this.#entries) {
      const bytes = await entry.opened?.memory.keepWithin(each);
      if (bytes !== undefined && bytes > each && entry.asked.size === 0)
        await this.close(runId).catch(() => {});
    }
    return [...this.#opened].reduce((sum, { memory }) => sum + memory.bytes, 0);
  }

  /** Opens a run in its share of the memory, after the others made room for it. */
  #openWithin(runId: string): Promise<OpenRun> {
    return this.#divide(async () => {
      const { folder, resources, workFolder } = this.#options;
      const each = this.#each(this.#entries.size);
      const held = await this.#shareOut(each);
      const bytes = wholeKiB(Math.min(each, this.#bytes - held));
      if (bytes < leastBytes)
        throw new OutputError(
          'There is no memory left to open this run: raise the memory limit in Settings, or wait until a run or an export is over.',
        );
      const limit = Number.isFinite(bytes) ? { memory_limit: sizeText(bytes) } : {};
      const run = await OpenRun.open(join(folder, runId), { ...resources, ...limit }, workFolder);
      this.#opened.add(run);
      return run;
    });
  }

  #divide<T>(action: () => Promise<T>): Promise<T> {
    const divided = this.#dividing.then(action);
    this.#dividing = divided.catch(() => {});
    return divided;
  }

  #open(runId: string): Entry {
    const { preparations } = this.#options;
    const entry: Entry = {
      run: this.#openWithin(runId),
      opened: null,
      asked: new Set(),
      lastUse: 0,
      unprepared: [],
      wait: undefined,
    };
    this.#entries.set(runId, entry);
    entry.run.then(
      (run) => {
        entry.opened = run;
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

function wholeKiB(bytes: number): number {
  return Number.isFinite(bytes) ? Math.floor(bytes / 1024) * 1024 : bytes;
}
