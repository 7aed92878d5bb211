import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { textWithoutSecrets } from '../../shared/config/text-without-secrets.ts';
import { type RunRecord, runRecordSchema } from '../../shared/ipc/history.ts';
import { jobIdSchema } from '../../shared/ipc/schemas.ts';
import { ownFolderMode, removeStaged, writeOwn } from './write-atomically.ts';

/** What is remembered of each run that was started, a small file each: runs that fail leave nothing else. */
export class RunRecords {
  readonly #folder: string;
  #writing: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** In no order. What cannot be read as a record is left out. */
  async list(): Promise<RunRecord[]> {
    await this.#writing;
    const names = await readdir(this.#folder).catch(() => []);
    const ids = names.filter((name) => name.endsWith('.json')).map((name) => basename(name, '.json'));
    const records = await Promise.all(ids.map((id) => this.get(id)));
    return records.filter((record) => record !== null);
  }

  /** Null where there is none, or it cannot be read. */
  async get(id: string): Promise<RunRecord | null> {
    if (!jobIdSchema.safeParse(id).success) return null;
    await this.#writing;
    try {
      const record = runRecordSchema.parse(JSON.parse(await readFile(this.#path(id), 'utf8')));
      return record.id === id ? withoutSecrets(record) : null;
    } catch {
      return null;
    }
  }

  /** Writes a record, without what is secret in its rules, over the one there was, one after the other; whoever reads next waits for it. */
  put(record: RunRecord): Promise<void> {
    return this.#inTurn(async () => {
      await mkdir(this.#folder, { recursive: true, mode: ownFolderMode });
      await writeOwn(this.#path(record.id), textOf(withoutSecrets(record)));
    });
  }

  remove(id: string): Promise<void> {
    return this.#inTurn(() => rm(this.#path(id), { force: true }));
  }

  /** Resolves once all is written. */
  settled(): Promise<void> {
    return this.#writing;
  }

  /**
   * Runs that were under way when the app was ended are told as such, unless they are finished after all; what is secret
   * in records of an earlier version, and what a killed write left, is removed.
   * @param finished the runs whose results are whole
   * @returns the runs that were cut off, the latest first
   */
  async sweep(finished: ReadonlySet<string>): Promise<RunRecord[]> {
    const cutOff: RunRecord[] = [];
    for (const record of await this.list()) {
      const isOver = record.outcome !== 'running';
      const outcome = isOver ? record.outcome : finished.has(record.id) ? 'finished' : 'interrupted';
      const swept = { ...record, outcome };
      if (!isOver && outcome === 'interrupted') cutOff.push(swept);
      if ((await this.#textOf(record.id)) !== textOf(swept)) await this.put(swept);
    }
    removeStaged(this.#folder);
    return cutOff.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  }

  #textOf(id: string): Promise<string | null> {
    return readFile(this.#path(id), 'utf8').catch(() => null);
  }

  #inTurn(write: () => Promise<void>): Promise<void> {
    // A record that cannot be written (a full disk) is no reason to end a run, nor to hold up the next record.
    this.#writing = this.#writing.then(write).catch(() => {});
    return this.#writing;
  }

  #path(id: string): string {
    return join(this.#folder, `${id}.json`);
  }
}

function textOf(record: RunRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

function withoutSecrets(record: RunRecord): RunRecord {
  const { config } = record;
  return config === null
    ? record
    : { ...record, config: { ...config, text: textWithoutSecrets(config.text) } };
}
