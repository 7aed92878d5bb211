import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { formatCount } from '../../shared/format/number.ts';
import { otherBytesText } from '../../shared/format/other-bytes-text.ts';
import { formatBytes } from '../../shared/format/quantity.ts';
import type { History, HistoryEntry, Removed, RunRecord, TrendPoint } from '../../shared/ipc/history.ts';
import { AppError } from './app-error.ts';
import type { RunRecords } from './run-records.ts';
import type { RunStore } from './run-store.ts';

// Trends of more runs are read off no chart.
const maxTrendPoints = 50;

const engineEndsWithinMs = 5000;
const lookEveryMs = 250;

type Options = {
  store: RunStore;
  records: RunRecords;
  logsFolder: string;
  /** Why a run may not be deleted now, as a sentence; null where it may. */
  inUse: (id: string) => Promise<string | null>;
  /** Has the engine end what a killed run left half-done in its folder, unless a run is writing there. */
  tidy: (id: string) => Promise<{ isInUse: boolean }>;
  /** Hears of runs that were cut off when the app last ended, the latest first. */
  onInterrupted: (ids: string[]) => void;
  /** Has the engine let go of a run, because its folder is going away. */
  release: (id: string) => Promise<void>;
};

/** Every run there was: the finished ones in their store, the others by their records. */
export class RunHistory {
  readonly #options: Options;
  #sweeping: Promise<void> = Promise.resolve();

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * Clears away what this app left behind when it was killed, and what any other left whose runs are over, and says which
   * runs were cut off. Whatever is asked meanwhile waits for it.
   */
  sweep(): Promise<void> {
    // What cannot be cleared away does no harm: it shows nowhere.
    this.#sweeping = this.#sweep().catch(() => {});
    return this.#sweeping;
  }

  async #sweep(): Promise<void> {
    const { store, records, tidy, onInterrupted } = this.#options;
    await store.removeDeleted().catch(() => {});
    for (const id of await store.unsettled()) {
      // The engine of a killed app ends a moment after it: what was this app's own is waited for.
      const isOwn = (await records.get(id))?.outcome === 'running';
      const until = performance.now() + (isOwn ? engineEndsWithinMs : 0);
      while ((await tidy(id).catch(() => null))?.isInUse && performance.now() < until)
        await wait(lookEveryMs);
    }
    const facts = await store.facts();
    const cutOff = await records.sweep(new Set(facts.map(({ summary }) => summary.id)));
    for (const { id } of cutOff) await store.removeEmpty(id);
    if (cutOff.length > 0) onInterrupted(cutOff.map(({ id }) => id));
  }

  /** Resolves once runs may begin: a sweep would take a new one for a killed one. */
  ready(): Promise<void> {
    return this.#sweeping;
  }

  async list(): Promise<History> {
    await this.#sweeping;
    const { store, records } = this.#options;
    const [facts, sizes, kept] = await Promise.all([store.facts(), store.sizes(), records.list()]);
    const finishedIds = new Set(facts.map(({ summary }) => summary.id));
    // A record that says finished, without results, is of a run whose folder was taken away by hand.
    const others = kept.flatMap(({ config: _, outcome, ...record }) =>
      outcome === 'running' || outcome === 'finished' || finishedIds.has(record.id)
        ? []
        : [{ ...record, outcome, result: null }],
    );
    const entries = await Promise.all([
      ...facts.map(async ({ summary, result }): Promise<HistoryEntry> => {
        const { id, startedAt, finishedAt: endedAt, inputs } = summary;
        const end = { outcome: 'finished', stage: 'commit', failure: null } as const;
        const sized = { ...result, sizeBytes: sizes.get(id) ?? 0 };
        return { id, startedAt, endedAt, inputs, ...end, logFile: await this.#logFile(id), result: sized };
      }),
      ...others.map(async (record) => ({ ...record, logFile: await this.#logFile(record.id) })),
    ]);
    return {
      entries: entries.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1)),
      sizeBytes: sum(sizes.values()),
      otherBytes: sum([...sizes].flatMap(([id, size]) => (finishedIds.has(id) ? [] : [size]))),
    };
  }

  /** The latest finished runs, the oldest of them first. */
  async trends(): Promise<TrendPoint[]> {
    const facts = await this.#options.store.facts();
    return facts
      .slice(0, maxTrendPoints)
      .map(({ trend }) => trend)
      .reverse();
  }

  /** With what a run was started; null where nothing is known of that. */
  record(id: string): Promise<RunRecord | null> {
    return this.#options.records.get(id);
  }

  /**
   * Deletes a run: its folder, its record and its log.
   * @throws AppError NOT_FOUND where there is no such run, RUN_ACTIVE while it is used, here or by another app, FILE_FAILED
   * where its folder cannot be removed
   */
  async remove(id: string): Promise<void> {
    const { store, records, inUse, tidy, release } = this.#options;
    const reason = await inUse(id);
    if (reason !== null) throw new AppError({ code: 'RUN_ACTIVE', message: reason });
    const record = await records.get(id);
    const wasThere = await store.has(id);
    if ((await store.isUnsettled(id)) && (await tidy(id)).isInUse)
      throw new AppError({
        code: 'RUN_ACTIVE',
        message: 'This run is under way in another app: wait for the end of it, or cancel it there.',
      });
    await release(id);
    await store.remove(id);
    await records.remove(id);
    await rm(this.#logPath(id), { force: true }).catch(() => {});
    if (!wasThere && record === null)
      throw new AppError({ code: 'NOT_FOUND', message: 'This run is not there any more.' });
  }

  /**
   * Removes the oldest finished runs until the finished runs are within the limit; never the latest one. What cannot be
   * removed does not count: nothing is gained by removing others in its place.
   * @param limitBytes null for no limit
   * @returns what was removed; null where nothing was
   */
  async keepWithin(limitBytes: number | null): Promise<Removed | null> {
    if (limitBytes === null) return null;
    const { store } = this.#options;
    const sizes = await store.sizes();
    const runs = await store.list();
    const sizeOf = (id: string) => sizes.get(id) ?? 0;
    let used = sum(runs.map(({ id }) => sizeOf(id)));
    let removed = 0;
    const others = sum(sizes.values()) - used;
    const [, ...older] = runs;
    const ids: string[] = [];
    for (const { id } of older.reverse()) {
      if (used <= limitBytes) break;
      used -= sizeOf(id);
      try {
        await this.remove(id);
      } catch {
        // One that is in use stays.
        continue;
      }
      removed += sizeOf(id);
      ids.push(id);
    }
    if (ids.length === 0) return null;
    const message = `The runs took more than the ${formatBytes(limitBytes)} allowed in Settings: the ${ids.length === 1 ? 'oldest run' : `oldest ${formatCount(ids.length, 'run')}`} (${formatBytes(removed)}) ${ids.length === 1 ? 'was' : 'were'} removed.${others === 0 ? '' : ` ${otherBytesText(others)}`}`;
    return { ids, message };
  }

  #logPath(id: string): string {
    return join(this.#options.logsFolder, `${id}.log`);
  }

  #logFile(id: string): Promise<string | null> {
    const path = this.#logPath(id);
    return stat(path).then(
      () => path,
      () => null,
    );
  }
}

function sum(sizes: Iterable<number>): number {
  return [...sizes].reduce((total, size) => total + size, 0);
}
