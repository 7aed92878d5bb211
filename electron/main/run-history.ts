import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { formatCount } from '../../shared/format/number.ts';
import { formatBytes } from '../../shared/format/quantity.ts';
import type { History, HistoryEntry, Removed, RunRecord, TrendPoint } from '../../shared/ipc/history.ts';
import { AppError } from './app-error.ts';
import type { RunRecords } from './run-records.ts';
import type { RunStore } from './run-store.ts';

// Trends of more runs are read off no chart.
const maxTrendPoints = 50;

type Options = {
  store: RunStore;
  records: RunRecords;
  logsFolder: string;
  /** Why a run may not be deleted now, as a sentence; null where it may. */
  inUse: (id: string) => string | null;
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

  /** Clears away what a killed app left behind. Whatever is asked meanwhile waits for it. */
  sweep(): Promise<void> {
    const { store, records } = this.#options;
    // What cannot be cleared away does no harm: it shows nowhere.
    this.#sweeping = Promise.allSettled([store.sweep(), records.sweep()]).then(() => {});
    return this.#sweeping;
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
      sizeBytes: [...sizes.values()].reduce((sum, size) => sum + size, 0),
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
   * @throws AppError NOT_FOUND where there is no such run, RUN_ACTIVE while it is used, FILE_FAILED where its folder
   * cannot be removed
   */
  async remove(id: string): Promise<void> {
    const { store, records, inUse, release } = this.#options;
    const reason = inUse(id);
    if (reason !== null) throw new AppError({ code: 'RUN_ACTIVE', message: reason });
    const record = await records.get(id);
    await release(id);
    const wasThere = await store.remove(id);
    await records.remove(id);
    await rm(this.#logPath(id), { force: true }).catch(() => {});
    if (!wasThere && record === null)
      throw new AppError({ code: 'NOT_FOUND', message: 'This run is not there any more.' });
  }

  /**
   * Removes the oldest finished runs until the store is within the limit; never the latest one.
   * @param limitBytes null for no limit
   * @returns what was removed; null where nothing was
   */
  async keepWithin(limitBytes: number | null): Promise<Removed | null> {
    if (limitBytes === null) return null;
    const { store } = this.#options;
    const sizes = await store.sizes();
    const [, ...older] = await store.list();
    let used = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    const before = used;
    const ids: string[] = [];
    for (const { id } of older.reverse()) {
      if (used <= limitBytes) break;
      try {
        await this.remove(id);
      } catch {
        // One that is in use stays; a younger one may go in its place.
        continue;
      }
      used -= sizes.get(id) ?? 0;
      ids.push(id);
    }
    if (ids.length === 0) return null;
    const message = `The runs took more than the ${formatBytes(limitBytes)} allowed in Settings: the ${ids.length === 1 ? 'oldest run' : `oldest ${formatCount(ids.length, 'run')}`} (${formatBytes(before - used)}) ${ids.length === 1 ? 'was' : 'were'} removed.`;
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
