import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../../shared/errors.ts';
import { type PropertyColumns, propertyTypes } from '../../../shared/metrics/property-columns.ts';
import { silentLogger } from '../../../shared/run/logger.ts';
import { type Manifest, manifestSchema } from '../../../shared/run/manifest.ts';
import { Database } from '../duckdb/database.ts';
import { readParquet } from '../duckdb/parquet.ts';
import { outputNames } from '../output/output-folder.ts';

/** What reading runs may use of the machine; DuckDB spills beyond it. */
export type QueryResources = { memory_limit: string; threads: number | 'auto' };

const columnType = z.enum(propertyTypes);

/**
 * A finished run, open for queries. Its database has the views `cleaned` (every row of `events_cleaned.parquet`, with
 * `file_row_number`), `events` (the same without future events: what every metric counts), `daily` and `cohorts`.
 */
export class OpenRun {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly database: Database;
  /** Property keys and their columns. */
  readonly columns: PropertyColumns;
  readonly #workFolder: string;

  private constructor(folder: string, manifest: Manifest, database: Database, workFolder: string) {
    this.folder = folder;
    this.manifest = manifest;
    this.database = database;
    this.#workFolder = workFolder;
    this.columns = {
      properties: manifest.properties.map(({ key, column, type }) => ({
        key,
        column,
        type: columnType.parse(type),
      })),
      restKeys: manifest.rest_keys,
    };
  }

  /** @throws InputError where the folder holds no finished run */
  static async open(folder: string, resources: QueryResources): Promise<OpenRun> {
    const manifest = await readManifest(folder);
    const workFolder = await mkdtemp(join(tmpdir(), 'event-analytics-views-'));
    const database = await Database.open({
      resources: { ...resources, temp_directory: null },
      timezone: manifest.config.aggregation.timezone,
      spillFolder: workFolder,
      logger: silentLogger,
      signal: new AbortController().signal,
    });
    // The footer of a file of 10 million events takes 30 ms to read (measured): once is enough.
    await database.run('SET GLOBAL parquet_metadata_cache = true');
    const views = {
      cleaned: readParquet(join(folder, outputNames.events)),
      events: '(FROM cleaned WHERE NOT is_future)',
      daily: readParquet(join(folder, outputNames.daily)),
      cohorts: readParquet(join(folder, outputNames.cohorts)),
    };
    for (const [name, source] of Object.entries(views))
      await database.run(`CREATE VIEW ${name} AS SELECT * FROM ${source}`);
    return new OpenRun(folder, manifest, database, workFolder);
  }

  async close(): Promise<void> {
    this.database.close();
    await rm(this.#workFolder, { recursive: true, force: true });
  }
}

async function readManifest(folder: string): Promise<Manifest> {
  try {
    await stat(join(folder, outputNames.events));
    return manifestSchema.parse(JSON.parse(await readFile(join(folder, outputNames.manifest), 'utf8')));
  } catch (cause) {
    throw new InputError(`There is no finished run in ${folder}: run the pipeline again.`, { cause });
  }
}
