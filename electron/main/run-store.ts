import { lstat, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HistoryEntry, TrendPoint } from '../../shared/ipc/history.ts';
import type { FinishedRun, RunSummary } from '../../shared/ipc/schemas.ts';
import { jobIdSchema } from '../../shared/ipc/schemas.ts';
import { checkPoints } from '../../shared/quality/check-points.ts';
import { type CheckResult, checkStatuses } from '../../shared/quality/check-result.ts';
import { qualityReportSchema } from '../../shared/quality/quality-report.ts';
import { manifestSchema } from '../../shared/run/manifest.ts';
import { workPrefix } from '../../shared/run/work-prefix.ts';
import { AppError } from './app-error.ts';
import { folderSize } from './folder-size.ts';

const names = ['manifest.json', 'quality_report.json'] as const;
const deletedPrefix = '.deleted-';

/** What is told of a finished run without its tables. */
type RunFacts = {
  summary: RunSummary;
  result: Omit<NonNullable<HistoryEntry['result']>, 'sizeBytes'>;
  trend: TrendPoint;
};

/** The finished runs on disk, a folder each; a manifest says that a run is whole. */
export class RunStore {
  readonly folder: string;
  /** A finished run never changes: it is read again only where its files are others. */
  readonly #known = new Map<string, { stamp: string; facts: RunFacts }>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The latest first. A folder that cannot be read as a run is left out. */
  async list(): Promise<RunSummary[]> {
    return (await this.facts()).map(({ summary }) => summary);
  }

  /** The same, with more of each. */
  async facts(): Promise<RunFacts[]> {
    const ids = await this.#ids();
    const facts = await Promise.all(ids.map((id) => this.#factsOf(id).catch(() => null)));
    for (const id of this.#known.keys()) if (!ids.includes(id)) this.#known.delete(id);
    return facts
      .filter((one) => one !== null)
      .sort((a, b) => (a.summary.startedAt < b.summary.startedAt ? 1 : -1));
  }

  /** @throws AppError NOT_FOUND where there is no such run, or it can no longer be read */
  async get(id: string): Promise<FinishedRun> {
    const folder = join(this.folder, id);
    try {
      const [manifest, report] = await Promise.all(names.map((name) => readJson(folder, name)));
      return {
        id,
        folder,
        manifest: manifestSchema.parse(manifest),
        report: qualityReportSchema.parse(report),
      };
    } catch (cause) {
      throw new AppError({ code: 'NOT_FOUND', message: `There is no finished run in ${folder}.` }, { cause });
    }
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
    const isFinished = await stat(join(folder, 'manifest.json')).then(
      () => true,
      () => false,
    );
    if (!isFinished) await rm(folder, { recursive: true, force: true });
  }

  async #factsOf(id: string): Promise<RunFacts> {
    const stats = await Promise.all(names.map((name) => stat(join(this.folder, id, name))));
    const stamp = stats.map(({ mtimeMs, size }) => `${mtimeMs} ${size}`).join(' ');
    const known = this.#known.get(id);
    if (known?.stamp === stamp) return known.facts;
    const facts = factsOf(await this.get(id));
    this.#known.set(id, { stamp, facts });
    return facts;
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
  const { throughput: linesPerSecond, processing_time_seconds: seconds } = metrics;
  return {
    summary: { id, startedAt, finishedAt, inputs, reconciliation, status },
    result: { reconciliation, status, checks: countByStatus(checks), seconds, linesPerSecond },
    trend: { id, startedAt, lines: reconciliation.lines, linesPerSecond, checks: checkPoints(checks) },
  };
}

function countByStatus(checks: readonly CheckResult[]) {
  const count = (wanted: CheckResult['status']) => checks.filter(({ status }) => status === wanted).length;
  const [pass, warn, fail, error, skipped] = checkStatuses.map(count);
  return { pass: pass ?? 0, warn: warn ?? 0, fail: fail ?? 0, error: error ?? 0, skipped: skipped ?? 0 };
}

async function readJson(folder: string, name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, name), 'utf8'));
}
