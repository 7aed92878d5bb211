import { appendFileSync, chmodSync, fstatSync, renameSync, rmSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFoldersSync } from '../etl/output/make-folders.ts';

type RotatingFileOptions = {
  /** A write that would take the file beyond this begins a new one. */
  maxBytes: number;
  /** Files kept, the current one included: `x.log`, `x.log.1` (the one before), `x.log.2` ... */
  maxFiles: number;
  /** Hears of the first write that fails; the lines from there on are lost. */
  onFailure: (error: unknown) => void;
};

/**
 * A log file that rotates by size; its folder is made if missing. New ones are their owner's alone: a log holds names and
 * paths; one that is there keeps its permissions, and hands them on. From `begin` on each line is appended at once and whole, so that
 * none is lost however the process ends, and several runs may share the file.
 */
export class RotatingFile {
  readonly #path: string;
  readonly #options: RotatingFileOptions;
  /** Lines from before the beginning; null once it has begun. */
  #heldBack: string[] | null = [];
  #failed = false;

  constructor(path: string, options: RotatingFileOptions) {
    this.#path = path;
    this.#options = options;
  }

  /** Opens the file, and writes what was held back until now. */
  begin(): void {
    this.#attempt(() => {
      makeFoldersSync(dirname(this.#path));
      this.#status();
      append(this.#path, '');
    });
    const lines = this.#heldBack ?? [];
    this.#heldBack = null;
    for (const line of lines) this.write(line);
  }

  /** @param line with its end */
  write(line: string): void {
    if (this.#heldBack !== null) {
      this.#heldBack.push(line);
      return;
    }
    this.#attempt(() => {
      const size = this.#status()?.size ?? 0;
      if (size > 0 && size + Buffer.byteLength(line) > this.#options.maxBytes) this.#rotate();
      append(this.#path, line);
    });
  }

  /** @throws where the path is no file: opening a pipe that nobody reads would hang the process, deaf to signals. */
  #status(): Stats | undefined {
    const status = statSync(this.#path, { throwIfNoEntry: false });
    const isOurs = (stream: number) => {
      const { dev, ino } = fstatSync(stream);
      return status?.dev === dev && status.ino === ino;
    };
    // A pipe is taken where it is open already, as /dev/stderr may be.
    if (status && !status.isFile() && !status.isCharacterDevice() && !isOurs(1) && !isOurs(2))
      throw new Error(status.isDirectory() ? 'it is a folder' : 'it is no regular file');
    return status;
  }

  #rotate(): void {
    const older = (age: number) => (age === 0 ? this.#path : `${this.#path}.${age}`);
    const { mode } = statSync(this.#path);
    const oldest = this.#options.maxFiles - 1;
    rmSync(older(oldest), { force: true });
    for (let age = oldest - 1; age >= 0; age--) {
      if (statSync(older(age), { throwIfNoEntry: false })) renameSync(older(age), older(age + 1));
    }
    append(this.#path, '');
    if (statSync(this.#path).mode !== mode) chmodSync(this.#path, mode & 0o777);
  }

  #attempt(action: () => void): void {
    if (this.#failed) return;
    try {
      action();
    } catch (error) {
      this.#failed = true;
      this.#options.onFailure(error);
    }
  }
}

function append(path: string, text: string): void {
  appendFileSync(path, text, { mode: 0o600 });
}
