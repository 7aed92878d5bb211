import { totalmem } from 'node:os';
import { parseSize } from '../../shared/config/size.ts';

/** Sixteenths of the budget that are kept free for each kind of work while it is not going on: none shuts out another. */
const floors = { run: 4, export: 1.5, save: 1.5, look: 2, plan: 0.5 } as const;
/** What views of finished runs have left while work takes the rest. */
const viewsFloor = 2;
const parts = 16;

/** What to do where a part is too little. */
export const memoryRemedy = 'raise the memory limit in Settings, or wait until other work is over';

export type WorkKind = keyof typeof floors;
const kinds = Object.keys(floors) as readonly WorkKind[];

// DuckDB's own choice is 80% for each instance; the window and the system need theirs.
const autoShare = 0.75;

/** What may give memory back while it goes on: the views of finished runs. */
export type Elastic = {
  /** Makes do with so many bytes. @returns the bytes it holds then: more, where what is in use does not fit */
  keepWithin(bytes: number): Promise<number>;
};

/** Memory for one piece of work, until it is released. */
export type Lease = {
  readonly bytes: number;
  /** The same as DuckDB and a configuration take it. */
  readonly limit: string;
  release(): void;
};

/** The bytes that a limit stands for; `auto` is three quarters of the memory that this process may use. */
export function budgetBytes(memoryLimit: string): number {
  const constrained = process.constrainedMemory();
  const available = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return parseSize(memoryLimit) ?? Math.floor(available * autoShare);
}

/** A number of bytes, rounded down, as DuckDB and a configuration take it. */
export function sizeText(bytes: number): string {
  return `${Math.max(1, Math.floor(bytes / 1024))}KiB`;
}

/**
 * The one memory budget of the engine's process. Work takes a lease of what is free, once for all of its time, one of a
 * kind at a time; views have the rest, and give of it when work begins. What is handed out, and what is kept free for
 * work that may come, never exceeds the total. A lower total holds for what is handed out next.
 */
export class MemoryBudget {
  #total: number;
  #views: Elastic | null = null;
  #viewsHold = 0;
  readonly #leased = new Map<WorkKind, number>();
  /** Work of a kind waits for the one before. */
  readonly #lastOfKind = new Map<WorkKind, Promise<void>>();
  /** One change at a time. */
  #changing: Promise<unknown> = Promise.resolve();

  constructor(total: number) {
    this.#total = total;
  }

  /** In bytes: the total, and what is handed out of it. */
  get state(): { total: number; leased: number; views: number } {
    return { total: this.#total, leased: sum(this.#leased.values()), views: this.#viewsHold };
  }

  /** Has views live within the budget, from the start. */
  async attach(views: Elastic): Promise<void> {
    this.#views = views;
    await this.#change(() => this.#growViews());
  }

  async setTotal(bytes: number): Promise<void> {
    this.#total = bytes;
    await this.#change(() => this.#growViews());
  }

  /**
   * Memory for work of a kind, once the one before it has released its own.
   * @param wanted more than this it cannot use; null where it takes what there is
   */
  async take(kind: WorkKind, wanted: number | null = null): Promise<Lease> {
    const before = this.#lastOfKind.get(kind) ?? Promise.resolve();
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#lastOfKind.set(
      kind,
      before.then(() => released),
    );
    await before;
    const bytes = await this.#change(async () => {
      await this.#limitViews(this.#part(viewsFloor));
      const free = this.#total - this.state.leased - this.#keptFree(kind) - this.#viewsHold;
      const given = Math.floor(Math.max(0, Math.min(wanted ?? free, free)));
      this.#leased.set(kind, given);
      await this.#growViews();
      return given;
    }).catch((error: unknown) => {
      this.#leased.delete(kind);
      release();
      throw error;
    });
    return {
      bytes,
      limit: sizeText(bytes),
      release: () => {
        if (!this.#leased.delete(kind)) return;
        release();
        void this.#change(() => this.#growViews());
      },
    };
  }

  #part(sixteenths: number): number {
    return Math.floor((this.#total * sixteenths) / parts);
  }

  /** What is kept free for all kinds of work but one: what each has less than its part. */
  #keptFree(but?: WorkKind): number {
    const others = kinds.filter((kind) => kind !== but);
    return sum(others.map((kind) => Math.max(0, this.#part(floors[kind]) - (this.#leased.get(kind) ?? 0))));
  }

  #growViews(): Promise<void> {
    return this.#limitViews(this.#total - this.state.leased - this.#keptFree());
  }

  /** Views that fail at it stop no work: they are taken to hold the most that they may. */
  async #limitViews(limit: number): Promise<void> {
    const bytes = Math.max(0, Math.floor(limit));
    const most = Math.max(this.#viewsHold, bytes);
    if (this.#views !== null) this.#viewsHold = await this.#views.keepWithin(bytes).catch(() => most);
  }

  #change<T>(action: () => Promise<T>): Promise<T> {
    const changed = this.#changing.then(action);
    this.#changing = changed.catch(() => {});
    return changed;
  }
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
