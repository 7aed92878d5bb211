import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { formatCount } from '../../shared/format/number.ts';
import { otherBytesText } from '../../shared/format/other-bytes-text.ts';
import { formatBytes } from '../../shared/format/quantity.ts';
import type { History, HistoryEntry, Removed, StoredRecord, TrendPoint } from '../../shared/ipc/history.ts';
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

const unreadable = { outcome: 'unreadable', stage: null, result: null } as const;

/** Every run there was: the finished ones in their store, also those that cannot be read, the others by their records. */
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
    const [facts, sizes, kept, broken, lost] = await Promise.all([
      store.facts(),
      store.sizes(),
      records.list(),
      store.unreadable(),
      records.unreadable(),
    ]);
    const finishedIds = new Set(facts.map(({ summary }) => summary.id));
    const recordOf = new Map(kept.map((record) => [record.id, record]));
    type Entry = Omit<HistoryEntry, 'sizeBytes' | 'logFile'>;
    const finished = facts.map(({ summary, result }): Entry => {
      const { id, startedAt, finishedAt: endedAt, inputs } = summary;
      return { id, startedAt, endedAt, inputs, outcome: 'finished', stage: 'commit', failure: null, result };
    });
    // A record that says finished, without results, is of a run whose folder was taken away by hand.
    const unfinished = kept
      .filter(({ id, outcome }) => !['running', 'finished'].includes(outcome) && !finishedIds.has(id))
      .map(({ id, startedAt, endedAt, inputs, stage, outcome, failure }): Entry => {
        return { id, startedAt, endedAt, inputs, stage, outcome, failure, result: null };
      });
    const told = new Set([...finished, ...unfinished].map(({ id }) => id));
    // One that is under way in another app, and one of this app, has no results yet that could be read.
    const results = broken
      .filter(({ id }) => !told.has(id) && recordOf.get(id)?.outcome !== 'running')
      .map(({ id, why: message, startedAt: said }): Entry => {
        const { startedAt = said, endedAt = null, inputs = [] } = recordOf.get(id) ?? {};
        return { id, startedAt, endedAt, inputs, ...unreadable, failure: { code: 'UNREADABLE', message } };
      });
    for (const { id } of results) told.add(id);
    const unread = lost
      .filter(({ id }) => !told.has(id))
      .map(({ id, why: message }): Entry => {
        const failure = { code: 'UNREADABLE', message };
        return { id, startedAt: null, endedAt: null, inputs: [], ...unreadable, failure };
      });
    const entries = await Promise.all(
      [...finished, ...unfinished, ...results, ...unread].map(async (entry): Promise<HistoryEntry> => {
        return { ...entry, sizeBytes: sizes.get(entry.id) ?? null, logFile: await this.#logFile(entry.id) };
      }),
    );
    return {
      // One that does not say when it began comes last.
      entries: entries.sort((a, b) => ((a.startedAt ?? '') < (b.startedAt ?? '') ? 1 : -1)),
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
  record(id: string): Promise<StoredRecord | null> {
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
    const wasThere = (await store.has(id)) || (await records.has(id));
    if ((await store.isUnsettled(id)) && (await tidy(id)).isInUse)
      throw new AppError({
        code: 'RUN_ACTIVE',
        message: 'This run is under way in another app: wait for the end of it, or cancel it there.',
      });
    await release(id);
    await store.remove(id);
    await records.remove(id);
    await rm(this.#logPath(id), { force: true }).catch(() => {});
    if (!wasThere) throw new AppError({ code: 'NOT_FOUND', message: 'This run is not there any more.' });
  }

  /**
   * Removes the oldest finished runs until the finished runs are within the limit; never the latest one. What cannot be
   * removed does not count: nothing is gained by removing others in its place. Nor does a run that cannot be read, which goes
   * by hand alone: a newer version may well read it.
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
