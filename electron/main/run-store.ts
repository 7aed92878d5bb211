import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FinishedRun, RunSummary } from '../../shared/ipc/schemas.ts';
import { jobIdSchema } from '../../shared/ipc/schemas.ts';
import { qualityReportSchema } from '../../shared/quality/quality-report.ts';
import { manifestSchema } from '../../shared/run/manifest.ts';
import { AppError } from './app-error.ts';

/** The finished runs on disk, a folder each; a manifest says that a run is whole. */
export class RunStore {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The latest first. A folder that cannot be read as a run is left out. */
  async list(): Promise<RunSummary[]> {
    const runs = await Promise.all((await this.#ids()).map((id) => this.get(id).catch(() => null)));
    return runs
      .filter((run) => run !== null)
      .map(({ id, manifest, report }) => ({
        id,
        startedAt: manifest.started_at,
        finishedAt: manifest.finished_at,
        inputs: manifest.inputs.map(({ path }) => path),
        reconciliation: manifest.reconciliation,
        status: report.status,
      }))
      .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  }

  /** @throws AppError NOT_FOUND where there is no such run, or it can no longer be read */
  async get(id: string): Promise<FinishedRun> {
    const folder = join(this.folder, id);
    try {
      const [manifest, report] = await Promise.all([
        readJson(folder, 'manifest.json'),
        readJson(folder, 'quality_report.json'),
      ]);
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

  /** Removes what runs left behind that never finished: the app, or the engine, was killed. */
  async sweep(): Promise<void> {
    for (const id of await this.#ids()) await this.discardUnfinished(id);
  }

  async discardUnfinished(id: string): Promise<void> {
    const folder = join(this.folder, id);
    const isFinished = await stat(join(folder, 'manifest.json')).then(
      () => true,
      () => false,
    );
    if (!isFinished) await rm(folder, { recursive: true, force: true });
  }

  async #ids(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names.filter((name) => jobIdSchema.safeParse(name).success);
  }
}

async function readJson(folder: string, name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, name), 'utf8'));
}
