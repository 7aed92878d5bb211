import { lstat, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { HistoryEntry, TrendPoint } from '../../shared/ipc/history.ts';
import type { FinishedRun, RunSummary } from '../../shared/ipc/schemas.ts';
import { jobIdSchema } from '../../shared/ipc/schemas.ts';
import { checkPoints } from '../../shared/quality/check-points.ts';
import type { StoredCheck } from '../../shared/quality/stored-report.ts';
import { isOutputName, outputNames } from '../../shared/run/outputs.ts';
import { currentForm, readRun } from '../../shared/run/read-run.ts';
import { workPrefix } from '../../shared/run/work-prefix.ts';
import { AppError } from './app-error.ts';
import { folderSize } from './folder-size.ts';

const papers = [outputNames.manifest, outputNames.report] as const;
const deletedPrefix = '.deleted-';

/** What is told of a finished run without its tables. */
type RunFacts = {
  summary: RunSummary;
  result: NonNullable<HistoryEntry['result']>;
  trend: TrendPoint;
};

/** Results on disk that cannot be read, and why. */
export type UnreadableRun = { id: string; why: string; startedAt: string | null };

/** What is known of a folder that has the name of a run; null where it is none, or one that is under way. */
type Look = { ok: true; facts: RunFacts } | { ok: false; unreadable: UnreadableRun } | null;

/** The finished runs on disk, a folder each; a manifest says that a run is whole. */
export class RunStore {
  readonly folder: string;
  /** A finished run never changes: it is read again only where its files are others. */
  readonly #known = new Map<string, { stamp: string; facts: RunFacts }>();

  readonly #form: typeof currentForm;

  /** @param form the current form of a run's papers */
  constructor(folder: string, form = currentForm) {
    this.folder = folder;
    this.#form = form;
  }

  /** The latest first. A run that cannot be read is left out: `unreadable` has those. */
  async list(): Promise<RunSummary[]> {
    return (await this.facts()).map(({ summary }) => summary);
  }

  /** The same, with more of each. */
  async facts(): Promise<RunFacts[]> {
    const looks = await this.#looks();
    return looks
      .flatMap((look) => (look?.ok ? [look.facts] : []))
      .sort((a, b) => (a.summary.startedAt < b.summary.startedAt ? 1 : -1));
  }

  /** The runs whose results are there and cannot be read, in no order. */
  async unreadable(): Promise<UnreadableRun[]> {
    const looks = await this.#looks();
    return looks.flatMap((look) => (look === null || look.ok ? [] : [look.unreadable]));
  }

  async #looks(): Promise<Look[]> {
    const ids = await this.#ids();
    for (const id of this.#known.keys()) if (!ids.includes(id)) this.#known.delete(id);
    return Promise.all(ids.map((id) => this.#lookAt(id).catch(() => null)));
  }

  /** @throws AppError NOT_FOUND where there is no such run, or it cannot be read */
  async get(id: string): Promise<FinishedRun> {
    const folder = join(this.folder, id);
    const read = readRun(await papersIn(folder), this.#form);
    if (read.ok) return { id, folder, ...read.value };
    const isThere = await this.has(id);
    const message = isThere
      ? `${folder}: this run cannot be read: ${read.why}`
      : `There is no finished run in ${folder}.`;
    throw new AppError({ code: 'NOT_FOUND', message });
  }

  /** Bytes on disk by run, of every folder that has the name of a run, also of those that are no finished run. */
  async sizes(): Promise<Map<string, number>> {
    const ids = await this.#ids();
    const sizes = await Promise.all(ids.map((id) => folderSize(join(this.folder, id))));
    return new Map(ids.map((id, index) => [id, sizes[index] ?? 0]));
  }

  /**
   * Deletes a run's folder; it is out of the way at once, so that a half-deleted run never shows.
   * @returns whether there was one
   * @throws AppError FILE_FAILED where it cannot be removed; it then stays whole
   */
  async remove(id: string): Promise<boolean> {
    // Never outside the store, whatever is asked for.
    const folder = join(this.folder, jobIdSchema.parse(id));
    const deleted = join(this.folder, `${deletedPrefix}${id}`);
    try {
      await rm(deleted, { recursive: true, force: true });
      await rename(folder, deleted);
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return false;
      const reason = cause instanceof Error ? cause.message : String(cause);
      const message = `${folder}: cannot be deleted (${reason}). Close what else has it open, and try again.`;
      throw new AppError({ code: 'FILE_FAILED', message }, { cause });
    }
    // What cannot be removed now goes at the next start.
    await rm(deleted, { recursive: true, force: true }).catch(() => {});
    return true;
  }

  /** Removes runs whose deletion was cut short. */
  async removeDeleted(): Promise<void> {
    for (const name of await this.#names()) {
      const isDeleted = name.startsWith(deletedPrefix) && isId(name.slice(deletedPrefix.length));
      if (isDeleted) await rm(join(this.folder, name), { recursive: true, force: true });
    }
  }

  /** The runs whose folder holds what only a run that is under way has, or one that was killed. */
  async unsettled(): Promise<string[]> {
    const ids = await this.#ids();
    const found = await Promise.all(ids.map((id) => this.isUnsettled(id)));
    return ids.filter((_, index) => found[index]);
  }

  async isUnsettled(id: string): Promise<boolean> {
    const inside = await readdir(join(this.folder, jobIdSchema.parse(id))).catch(() => []);
    return inside.some((name) => name.startsWith(workPrefix));
  }

  /** Whether there is a folder of this name, whatever it holds. */
  has(id: string): Promise<boolean> {
    return lstat(join(this.folder, jobIdSchema.parse(id))).then(
      () => true,
      () => false,
    );
  }

  /** Removes the folder of a run of this app that came to nothing, where there is nothing in it. */
  async removeEmpty(id: string): Promise<void> {
    await rmdir(join(this.folder, jobIdSchema.parse(id))).catch(() => {});
  }

  /** Removes the folder of a run of this app whose engine is gone, unless it is finished. */
  async discardUnfinished(id: string): Promise<void> {
    const folder = join(this.folder, id);
    const isFinished = await stat(join(folder, outputNames.manifest)).then(
      () => true,
      () => false,
    );
    if (!isFinished) await rm(folder, { recursive: true, force: true });
  }

  async #lookAt(id: string): Promise<Look> {
    const folder = join(this.folder, id);
    const stats = await Promise.all(papers.map((name) => stat(join(folder, name)).catch(() => null)));
    const stamp = stats.map((status) => `${status?.mtimeMs} ${status?.size}`).join(' ');
    const known = this.#known.get(id);
    if (known?.stamp === stamp) return { ok: true, facts: known.facts };
    const texts = await papersIn(folder);
    const read = readRun(texts, this.#form);
    if (read.ok) {
      const facts = factsOf({ id, folder, ...read.value });
      this.#known.set(id, { stamp, facts });
      return { ok: true, facts };
    }
    const inside = await readdir(folder);
    // A folder without any output is no run; one with a work folder is a run under way, or swept at the next start.
    if (!inside.some(isOutputName) || inside.some((name) => name.startsWith(workPrefix))) return null;
    return { ok: false, unreadable: { id, why: read.why, startedAt: startIn(texts.manifest) } };
  }

  #names(): Promise<string[]> {
    return readdir(this.folder).catch(() => []);
  }

  async #ids(): Promise<string[]> {
    return (await this.#names()).filter(isId);
  }
}

function isId(name: string): boolean {
  return jobIdSchema.safeParse(name).success;
}

function factsOf({ id, manifest, report }: FinishedRun): RunFacts {
  const { started_at: startedAt, finished_at: finishedAt, reconciliation, metrics } = manifest;
  const inputs = manifest.inputs.map(({ path }) => path);
  const { status, checks } = report;
  const { throughput: linesPerSecond = null, processing_time_seconds: seconds = null } = metrics;
  return {
    summary: { id, startedAt, finishedAt, inputs, reconciliation, status },
    result: { reconciliation, status, checks: countByStatus(checks), seconds, linesPerSecond },
    trend: { id, startedAt, lines: reconciliation.lines, linesPerSecond, checks: checkPoints(checks) },
  };
}

function countByStatus(checks: readonly StoredCheck[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { status } of checks) counts.set(status, (counts.get(status) ?? 0) + 1);
  return Object.fromEntries(counts);
}

async function papersIn(folder: string) {
  const [manifest = null, report = null] = await Promise.all(
    papers.map((name) => readFile(join(folder, name), 'utf8').catch(() => null)),
  );
  return { manifest, report };
}

/** When a run began whose manifest says it, even where the rest of it cannot be read. */
function startIn(manifest: string | null): string | null {
  try {
    return z.object({ started_at: z.iso.datetime() }).parse(JSON.parse(manifest ?? '')).started_at;
  } catch {
    return null;
  }
}
