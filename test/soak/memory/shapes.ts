import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A kind of log that is hard on memory. */
export type Shape = {
  name: string;
  /** `resources.memory_limit`, in MB. */
  limitMb: number;
  /** Writes the log below a folder and gives what `--input` names. `scale` 1 is the short form. */
  write: (folder: string, scale: number) => string;
  /** Further keys of the configuration, as YAML. */
  config?: string;
  /** The setting that the message names, where the run may stop. */
  mayStopAt?: RegExp;
  /** Whether it may have used its memory by then: what stops it shows in the work itself. Else it is to stop before. */
  mayStopLate?: boolean;
};

const day = 86_400_000;
const start = Date.UTC(2024, 0, 1);

/** A line of an event, its properties as JSON text. */
function line(id: string, fields: { player?: string; at?: string; properties?: string } = {}): string {
  const { player = 'p1', at = '2024-01-15T14:30:00Z', properties } = fields;
  const rest = properties === undefined ? '' : `,"properties":${properties}`;
  return `{"event_id":"${id}","player_id":"${player}","event_type":"session_start","timestamp":"${at}"${rest}}\n`;
}

/** Writes lines one by one, so that the log may be larger than memory. */
function writeLines(path: string, count: number, of: (index: number) => string): string {
  const file = openSync(path, 'w');
  let buffered: string[] = [];
  let length = 0;
  for (let index = 0; index < count; index += 1) {
    const text = of(index);
    buffered.push(text);
    length += text.length;
    if (length > 4 * 1024 * 1024 || index === count - 1) {
      writeSync(file, buffered.join(''));
      buffered = [];
      length = 0;
    }
  }
  closeSync(file);
  return path;
}

/** A line, so many million blank ones, and a line. */
function writeBlanks(path: string, millions: number, first: string, last = line('e2')): string {
  const file = openSync(path, 'w');
  writeSync(file, first);
  for (let index = 0; index < millions; index += 1) writeSync(file, '\n'.repeat(1_000_000));
  writeSync(file, last);
  closeSync(file);
  return path;
}

const log = (folder: string) => join(folder, 'events.jsonl');
const dateOf = (year: number) => `${String(year).padStart(4, '0')}-01-01T00:00:00Z`;
const keysOf = (count: number, key: (index: number) => string, value: (index: number) => string) =>
  `{${Array.from({ length: count }, (_, index) => `"${key(index)}":${value(index)}`).join(',')}}`;

export const shapes: readonly Shape[] = [
  {
    name: 'one clock in year 1',
    limitMb: 300,
    write: (folder) =>
      writeLines(log(folder), 1000, (index) => line(`e${index}`, index === 500 ? { at: dateOf(1) } : {})),
  },
  {
    name: 'clocks in years 1 to 200',
    limitMb: 300,
    write: (folder, scale) =>
      writeLines(log(folder), 201 * scale, (index) =>
        line(`e${index}`, {
          player: `p${index}`,
          at: index === 0 ? '2024-01-01T00:00:00Z' : dateOf(1 + (index % 200)),
        }),
      ),
    mayStopAt: /aggregation\.max_calendar_rows/,
  },
  {
    name: 'a cohort a day for 4 years',
    limitMb: 300,
    write: (folder, scale) =>
      writeLines(log(folder), 1460 * scale, (index) =>
        line(`e${index}`, { player: `p${index}`, at: new Date(start - index * day).toISOString() }),
      ),
  },
  {
    name: '2,000 keys in each of 600 rows',
    limitMb: 500,
    write: (folder, scale) =>
      writeLines(log(folder), 600 * scale, (row) =>
        line(`e${row}`, {
          properties: keysOf(
            2000,
            (index) => `key_${index}`,
            (index) => `"value ${(row * index) % 1000}"`,
          ),
        }),
      ),
  },
  {
    name: '5,000 keys with long names, 500 a row',
    limitMb: 500,
    write: (folder, scale) =>
      writeLines(log(folder), 400 * scale, (row) =>
        line(`e${row}`, {
          properties: keysOf(
            500,
            (index) => `${'k'.repeat(100)}_${(row * 7 + index) % 5000}`,
            (index) => String(index * row),
          ),
        }),
      ),
  },
  {
    name: '30,000 keys, each once',
    limitMb: 500,
    write: (folder, scale) =>
      writeLines(log(folder), 30_000 * scale, (row) =>
        line(`e${row}`, { properties: `{"key_${row}":${row},"level":1}` }),
      ),
  },
  {
    name: '200 lines of 1 MB',
    limitMb: 500,
    write: (folder, scale) =>
      writeLines(log(folder), 200 * scale, (row) =>
        line(`e${row}`, { properties: `{"text":"${String(row).repeat(2 ** 20 / String(row).length)}"}` }),
      ),
  },
  {
    name: 'lines of 15 MB',
    limitMb: 500,
    write: (folder, scale) =>
      writeLines(log(folder), 20 * scale, (row) =>
        line(`e${row}`, { properties: `{"text":"${String(row % 10).repeat(15e6)}"}` }),
      ),
    mayStopAt: /resources\.memory_limit/,
  },
  {
    name: 'a line of 100 MB among others',
    limitMb: 300,
    write: (folder, scale) =>
      writeLines(log(folder), 1000, (row) =>
        line(`e${row}`, row === 500 ? { properties: `{"text":"${'x'.repeat(100e6 * scale)}"}` } : {}),
      ),
  },
  {
    name: '2,000 files of one line',
    limitMb: 300,
    write: (folder, scale) => {
      const logs = join(folder, 'logs');
      mkdirSync(logs);
      for (let index = 0; index < 2000 * scale; index += 1)
        writeLines(join(logs, `e${index}.jsonl`), 1, () => line(`e${index}`));
      return logs;
    },
  },
  {
    name: 'one id in every line',
    limitMb: 300,
    write: (folder, scale) =>
      writeLines(log(folder), 200_000 * scale, (row) => line('e1', { properties: `{"n":${row}}` })),
  },
  {
    name: 'every event twice',
    limitMb: 300,
    write: (folder, scale) =>
      writeLines(log(folder), 300_000 * scale, (row) => line(`event-number-${row >> 1}`)),
  },
  {
    name: 'a player a line',
    limitMb: 300,
    write: (folder, scale) =>
      writeLines(log(folder), 300_000 * scale, (row) =>
        line(`e${row}`, {
          player: `player-${row}-${'x'.repeat(20)}`,
          at: new Date(start + (row % 365) * day).toISOString(),
        }),
      ),
  },
  {
    name: 'no line an event',
    limitMb: 300,
    write: (folder, scale) =>
      writeLines(log(folder), 200_000 * scale, (row) => `{"event_id":"e${row}","half":\n`),
    config: 'ingest: { max_failed_lines: 1000000000 }',
  },
  {
    name: 'almost all lines blank',
    limitMb: 150,
    write: (folder, scale) => writeBlanks(log(folder), 20 * scale, line('e1')),
  },
  {
    name: 'almost all lines blank, of both line ends, the last one half',
    limitMb: 300,
    write: (folder, scale) =>
      writeBlanks(log(folder), 8 * scale, line('e1').replace('\n', '\r\n'), '{"event_id":'),
  },
  {
    name: '32 files of blank lines',
    limitMb: 300,
    write: (folder, scale) => {
      const logs = join(folder, 'logs');
      mkdirSync(logs);
      for (let index = 0; index < 32 * scale; index += 1)
        writeFileSync(join(logs, `e${index}.jsonl`), `${line(`e${index}`)}${'\n'.repeat(200_000)}`);
      return logs;
    },
  },
  {
    name: 'a deep line',
    limitMb: 300,
    write: (folder) =>
      writeLines(log(folder), 100, (row) =>
        line(`e${row}`, { properties: `{"deep":${'['.repeat(50_000)}${']'.repeat(50_000)}}` }),
      ),
    config: 'ingest: { max_failed_lines: 1000000000 }',
    mayStopAt: /resources\.memory_limit/,
    // How deep a line is shows once DuckDB takes it apart.
    mayStopLate: true,
  },
  {
    name: 'gzip of 1,000 to 1',
    limitMb: 300,
    write: (folder, scale) => {
      const path = join(folder, 'bomb.jsonl.gz');
      const member = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '), { level: 9 });
      const file = openSync(path, 'w');
      for (let index = 0; index < 4 * scale; index += 1) writeSync(file, member);
      closeSync(file);
      return path;
    },
    mayStopAt: /ingest\.max_expansion/,
  },
];
