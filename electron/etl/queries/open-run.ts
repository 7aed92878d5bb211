import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSize } from '../../../shared/config/size.ts';
import { InputError } from '../../../shared/errors.ts';
import { contextOf } from '../../../shared/metrics/metric-context.ts';
import type { PropertyColumns } from '../../../shared/metrics/property-columns.ts';
import { silentLogger } from '../../../shared/run/logger.ts';
import { outputNames } from '../../../shared/run/outputs.ts';
import { currentForm, type RunForm } from '../../../shared/run/read-run.ts';
import type { StoredManifest } from '../../../shared/run/stored-manifest.ts';
import { Database } from '../duckdb/database.ts';
import { manifestIn } from '../output/manifest-in.ts';
import { openWorkFolder, type WorkFolder } from '../work-folder.ts';
import { createViews } from './create-views.ts';
import { RunMemory } from './run-memory.ts';

/** What reading runs may use of the machine; DuckDB spills beyond it. */
export type QueryResources = {
  memory_limit: string;
  threads: number | 'auto';
  /** See DatabaseOptions. */
  memoryRemedy?: string;
};

type Parts = Pick<
  OpenRun,
  'folder' | 'manifest' | 'database' | 'background' | 'columns' | 'work' | 'memory' | 'signal'
>;

/**
 * A finished run, open for queries. Its database has the views `cleaned` (every row of `events_cleaned.parquet`, with
 * `file_row_number`), `events` (the same without future events: what every metric counts), `daily` and `cohorts`.
 */
export class OpenRun {
  readonly folder: string;
  readonly manifest: StoredManifest;
  readonly database: Database;
  /** A connection for what takes seconds: short questions are answered beside it. It does not see temporary tables. */
  readonly background: Database;
  /** Property keys and their columns. */
  readonly columns: PropertyColumns;
  /** Where its queries spill. */
  readonly work: WorkFolder;
  readonly memory: RunMemory;
  /** Ends what is asked of it here; the run stays open. */
  readonly signal: AbortSignal;
  /** The run itself, for what has to be done whoever stops waiting. */
  readonly opened: OpenRun;

  private constructor(parts: Parts, opened?: OpenRun) {
    this.folder = parts.folder;
    this.manifest = parts.manifest;
    this.database = parts.database;
    this.background = parts.background;
    this.columns = parts.columns;
    this.work = parts.work;
    this.memory = parts.memory;
    this.signal = parts.signal;
    this.opened = opened ?? this;
  }

  /** The same run for someone who may stop waiting: once the signal fires, what they asked ends. */
  until(signal: AbortSignal): OpenRun {
    const { opened } = this;
    const database = opened.database.until(signal);
    const background = opened.background.until(signal);
    return new OpenRun({ ...opened, database, background, signal }, opened);
  }

  /**
   * @param workParent where it has a folder for what does not fit into memory
   * @param form the current form of a run's papers
   * @throws InputError where the folder holds no finished run that can be read, or not all of its tables
   */
  static async open(
    folder: string,
    resources: QueryResources,
    workParent = tmpdir(),
    form: RunForm = currentForm,
  ): Promise<OpenRun> {
    const { manifest, storedFormat } = await manifestIn(folder, form);
    await assertTables(folder);
    const work = await openWorkFolder(workParent, { kind: 'views' });
    const { signal } = new AbortController();
    const { memory_limit, threads, memoryRemedy } = resources;
    try {
      const database = await Database.open({
        resources: { memory_limit, threads, temp_directory: null },
        timezone: manifest.config.aggregation.timezone,
        spillFolder: work.path,
        logger: silentLogger,
        signal,
        ...(memoryRemedy && { memoryRemedy }),
      });
      try {
        // The footer of a file of 10 million events takes 30 ms to read (measured): once is enough.
        await database.run('SET GLOBAL parquet_metadata_cache = true');
        await createViews(database, { folder, manifest, storedFormat, steps: form.steps });
        const background = await database.connect(signal);
        const { columns } = contextOf(manifest);
        const memory = new RunMemory(database, parseSize(memory_limit) ?? Number.POSITIVE_INFINITY);
        return new OpenRun({ folder, manifest, database, background, columns, work, memory, signal });
      } catch (error) {
        await database.close();
        throw error;
      }
    } catch (error) {
      await work.close();
      throw error;
    }
  }

  /** Closes it with all its connections; what is still asked of it ends. */
  async close(): Promise<void> {
    await this.database.close();
    await this.work.close();
  }
}

/** @throws InputError where a table of the run is gone */
async function assertTables(folder: string): Promise<void> {
  for (const name of [outputNames.events, outputNames.daily, outputNames.cohorts])
    await stat(join(folder, name)).catch((cause: unknown) => {
      throw new InputError(`${join(folder, name)} is missing: run the pipeline again.`, { cause });
    });
}
