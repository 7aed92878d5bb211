import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { textWithoutSecrets } from '../../shared/config/text-without-secrets.ts';
import { type RunRecord, type StoredRecord, storedRecordSchema } from '../../shared/ipc/history.ts';
import { jobIdSchema } from '../../shared/ipc/schemas.ts';
import { type Read, readStored } from '../../shared/run/read-stored.ts';
import { ownFolderMode, removeStaged, writeOwn } from './write-atomically.ts';

/** What is remembered of each run that was started, a small file each: runs that fail leave nothing else. */
export class RunRecords {
  readonly #folder: string;
  #writing: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** In no order. What cannot be read as a record is left out. */
  async list(): Promise<StoredRecord[]> {
    const all = await this.#all();
    return all.flatMap(({ read }) => (read.ok ? [read.value] : []));
  }

  /** The records that cannot be read, each with the reason. */
  async unreadable(): Promise<{ id: string; why: string }[]> {
    const all = await this.#all();
    return all.flatMap(({ id, read }) => (read.ok ? [] : [{ id, why: read.why }]));
  }

  /** Null where there is none, or it cannot be read. */
  async get(id: string): Promise<StoredRecord | null> {
    const read = await this.#read(id);
    return read?.ok ? read.value : null;
  }

  /** Whether there is one, whatever it holds. */
  async has(id: string): Promise<boolean> {
    return (await this.#read(id)) !== null;
  }

  async #all(): Promise<{ id: string; read: Read<StoredRecord> }[]> {
    await this.#writing;
    const names = await readdir(this.#folder).catch(() => []);
    const ids = names.filter((name) => name.endsWith('.json')).map((name) => basename(name, '.json'));
    const all = await Promise.all(ids.map(async (id) => ({ id, read: await this.#read(id) })));
    return all.flatMap(({ id, read }) => (read === null ? [] : [{ id, read }]));
  }

  async #read(id: string): Promise<Read<StoredRecord> | null> {
    if (!jobIdSchema.safeParse(id).success) return null;
    await this.#writing;
    const text = await this.#textOf(id);
    if (text === null) return null;
    const read = readStored({ kind: 'record', name: `${id}.json`, text, schema: storedRecordSchema });
    if (!read.ok) return read;
    if (read.value.id === id) return { ...read, value: withoutSecrets(read.value) };
    return { ok: false, why: `${id}.json is damaged: it is the record of another run.`, isNewer: false };
  }

  /** Writes a record, without what is secret in its rules, over the one there was, one after the other; whoever reads next waits for it. */
  put(record: RunRecord | StoredRecord): Promise<void> {
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
   * in records of an earlier version, and what a killed write left, is removed; what cannot be read, also because a newer
   * version wrote it, stays as it is.
   * @param finished the runs whose results are whole
   * @returns the runs that were cut off, the latest first
   */
  async sweep(finished: ReadonlySet<string>): Promise<StoredRecord[]> {
    const cutOff: StoredRecord[] = [];
    for (const record of await this.list()) {
      const isOver = record.outcome !== 'running';
      const outcome = isOver ? record.outcome : finished.has(record.id) ? 'finished' : 'interrupted';
      const swept = { ...record, outcome };
      if (!isOver && outcome === 'interrupted') cutOff.push(swept);
      if (outcome !== record.outcome || (await this.#holdsSecrets(record))) await this.put(swept);
    }
    removeStaged(this.#folder);
    return cutOff.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  }

  /** Whether the file says more of the rules than the record as it was read. */
  async #holdsSecrets({ id, config }: StoredRecord): Promise<boolean> {
    const text = await this.#textOf(id);
    return config != null && text !== null && !text.includes(JSON.stringify(config.text));
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

function textOf(record: RunRecord | StoredRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

function withoutSecrets<Kept extends RunRecord | StoredRecord>(record: Kept): Kept {
  const { config } = record;
  return config == null
    ? record
    : { ...record, config: { ...config, text: textWithoutSecrets(config.text) } };
}
