import { createHash } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { jobIdSchema } from '../../shared/ipc/schemas.ts';
import { ownFolderMode, writeOwn } from './write-atomically.ts';

// As many as the engine keeps open.
const maxLookedAt = 3;
const renewEveryMs = 20_000;
// A few beats: an app that has not said so for so long is gone.
const freshMs = 60_000;

const usedSchema = z.array(jobIdSchema);
const askedOfOne = z.object({ runId: jobIdSchema });
const askedOfTwo = z.object({ a: jobIdSchema, b: jobIdSchema });

type Options = {
  /** Of the runs. */
  folder: string;
  /** Tells this app from others: its folder of user data, which no two apps share. */
  userData: string;
  /** Runs that are exported or saved just now. */
  alsoUsed: () => string[];
};

/**
 * The runs that this app looks at, told to other apps on the same folder of runs, so that none deletes what another has
 * open. Each app keeps a small file of its own in the temporary folder, and renews it: so it is for apps of one user on one
 * machine. A run that is under way needs none of it: its folder is locked.
 */
export class RunsInUse {
  readonly #options: Options;
  readonly #own: string;
  #lookedAt: string[] = [];
  #telling: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;

  constructor(options: Options) {
    this.#options = options;
    this.#own = `${digest(options.userData)}.json`;
  }

  /** Hears what the engine is asked: the runs that are named in it are looked at. */
  hear(asked: unknown): void {
    const one = askedOfOne.safeParse(asked);
    const two = askedOfTwo.safeParse(asked);
    const ids = one.success ? [one.data.runId] : two.success ? [two.data.a, two.data.b] : [];
    if (ids.length === 0 || ids.every((id, index) => this.#lookedAt[index] === id)) return;
    this.#lookedAt = [...new Set([...ids, ...this.#lookedAt])].slice(0, maxLookedAt);
    void this.#tell();
  }

  /** A run that is let go of. */
  forget(id: string): Promise<void> {
    this.#lookedAt = this.#lookedAt.filter((other) => other !== id);
    return this.#tell();
  }

  /** Whether another app uses a run. */
  async isUsedElsewhere(id: string): Promise<boolean> {
    await this.#tell();
    const place = await this.#place();
    if (place === null) return false;
    // By the clock of the folder; where this app could not say what it uses, by its own.
    const nowMs = (await stat(join(place, this.#own)).catch(() => null))?.mtimeMs ?? Date.now();
    const others = (await readdir(place)).filter((name) => name.endsWith('.json') && name !== this.#own);
    const used = await Promise.all(others.map((name) => usedIn(join(place, name), nowMs)));
    return used.some((ids) => ids === null || ids.includes(id));
  }

  /** Uses none any more: the app ends. */
  async end(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    await this.#telling;
    const place = await this.#place();
    if (place !== null) await rm(join(place, this.#own), { force: true }).catch(() => {});
  }

  #tell(): Promise<void> {
    this.#timer ??= setInterval(() => void this.#tell(), renewEveryMs).unref();
    this.#telling = this.#telling
      .then(async () => {
        const place = await this.#place();
        const ids = [...new Set([...this.#lookedAt, ...this.#options.alsoUsed()])];
        // Never half of it, also on a full disk: another app would take every run for used.
        if (place !== null) await writeOwn(join(place, this.#own), JSON.stringify(ids));
        // Without a temporary folder apps do not hear of each other.
      }, ignore)
      .catch(ignore);
    return this.#telling;
  }

  /** Where the apps on this folder of runs say what they use; null where there is no such place of the user's own. */
  async #place(): Promise<string | null> {
    const user = process.getuid?.();
    const root = join(tmpdir(), `event-analytics-apps-${user ?? 'user'}`);
    try {
      const folder = await realpath(this.#options.folder).catch(() => this.#options.folder);
      const place = join(root, digest(folder));
      await mkdir(place, { recursive: true, mode: ownFolderMode });
      const status = await lstat(root);
      return status.isDirectory() && (user === undefined || status.uid === user) ? place : null;
    } catch {
      return null;
    }
  }
}

/** The runs that an app says it uses; none where it has not said so for a while, null where it cannot be read. */
async function usedIn(path: string, nowMs: number): Promise<string[] | null> {
  try {
    const { mtimeMs } = await stat(path);
    if (nowMs - mtimeMs > freshMs) return [];
    return usedSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? [] : null;
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function ignore(): void {}
