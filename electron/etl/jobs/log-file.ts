import { appendFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LogLine } from '../../../shared/ipc/schemas.ts';
import { makeFoldersSync } from '../output/make-folders.ts';

/** The log of one run on disk. A log that cannot be written is no reason to end a run. */
export class LogFile {
  readonly path: string;
  #isWritable = true;

  constructor(path: string) {
    this.path = path;
  }

  append(lines: readonly LogLine[]): void {
    if (!this.#isWritable) return;
    try {
      makeFoldersSync(dirname(this.path));
      appendFileSync(this.path, lines.map(textOf).join(''), { mode: 0o600 });
    } catch {
      this.#isWritable = false;
    }
  }
}

function textOf({ atMs, level, message }: LogLine): string {
  return `${new Date(atMs).toISOString()} ${level.padEnd(7)} ${message}\n`;
}
