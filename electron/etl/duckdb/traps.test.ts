import { join } from 'node:path';
import zlib from 'node:zlib';
import type { DuckDBConnection } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CancelledError, InputError } from '../../../shared/errors.ts';
import { quoteText } from '../../../shared/sql/quote.ts';
import { openDatabase, openDuckDb, rowsOf, rowsOfEngine } from '../../../test/kit/databases.ts';
import { eventLine, eventsWith, linesOf } from '../../../test/kit/event-lines.ts';
import { type Files, makeFolder, writeFiles } from '../../../test/kit/folder.ts';
import { run } from '../../../test/kit/runs.ts';
import { reasonsOf, stageFiles } from '../../../test/kit/staged.ts';
import { decompress } from '../ingest/decompress.ts';
import { profileProperties } from '../ingest/profile.ts';

// What DuckDB does that the engine is built around, and that the engine is: where one of the first halves fails, DuckDB
// has changed and the detour may be needless. Traps of the line reader: line-reader-traps.test.ts.

const anything = z.unknown();

async function onFile(content: string | Uint8Array, name = 'events.jsonl') {
  const duckdb = await openDuckDb();
  const [path = ''] = await writeFiles(await makeFolder(), { [name]: content });
  const read = (options: string, select = '*') =>
    rowsOf(
      duckdb,
      `SELECT ${select} FROM read_json(${quoteText(path)}, format = 'newline_delimited'${options && `, ${options}`})`,
    );
  return { duckdb, path, read };
}

const value = async (duckdb: DuckDBConnection, expression: string) =>
  (await rowsOf(duckdb, `SELECT ${expression}`))[0]?.[0];

/** The reasons as a run knows them once it has learnt the properties: some faults show only then. */
const stagedReasons = async (files: Files, maxColumns = 500) => {
  const staged = await stageFiles(files);
  await profileProperties(staged.database, staged.stagedPath, maxColumns);
  return reasonsOf(staged);
};

describe('read_json loses data without a word', () => {
  const columns = "records = true, columns = {event_id: 'VARCHAR', player_id: 'VARCHAR'}";

  it.each([
    ['an unparseable line', '{"event_id":"e2', 'malformed_json'],
    ['an array', '["e2","p1"]', 'not_an_object'],
    ['a bare string', '"e2"', 'not_an_object'],
    ['null', 'null', 'not_an_object'],
  ])('ignore_errors gives a row of NULLs for %s; the engine a reject reason', async (_, line, reason) => {
    const { read } = await onFile(
      linesOf([eventLine({ event_id: 'e1' }), line, eventLine({ event_id: 'e4' })]),
    );
    const rows = await read(`${columns}, ignore_errors = true`);
    expect(rows).toEqual([
      ['e1', 'p1'],
      [null, null],
      ['e4', 'p1'],
    ]);
    const files = {
      'events.jsonl': linesOf([eventLine({ event_id: 'e1' }), line, eventLine({ event_id: 'e4' })]),
    };
    expect(await stagedReasons(files)).toEqual([null, reason, null]);
  });

  it('ignore_errors loses the event after one cut off before a value too; the engine keeps it', async () => {
    const content = linesOf([
      eventLine({ event_id: 'e1' }),
      '{"event_id":"e2","player_id":',
      eventLine({ event_id: 'e3' }),
      eventLine({ event_id: 'e4' }),
    ]);
    const { read } = await onFile(content);
    expect(await read(`${columns}, ignore_errors = true`, 'event_id')).toEqual([
      ['e1'],
      [null],
      [null],
      ['e4'],
    ]);
    expect(await stagedReasons({ 'e.jsonl': content })).toEqual([null, 'malformed_json', null, null]);
  });

  it.each([{ event_type: null }, { player_id: true }, { timestamp: 'x' }])(
    'the engine rejects a key that stands twice in properties before anything else, as %o',
    async (fault) => {
      const line = eventLine({ event_id: 'e1', ...fault, properties: { a: 1 } }).replace(
        '{"a":1',
        '{"a":1,"a":1',
      );
      const others = [
        eventLine({ event_id: 'e2', ...fault }),
        eventLine({ event_id: 'e3', ...fault, properties: [] }),
      ];
      const reasons = await stagedReasons({ 'e.jsonl': linesOf([line, ...others]) });
      expect(reasons[0]).toBe('malformed_json');
      expect(reasons.slice(1)).not.toContain('malformed_json');
    },
  );

  it('of a key that stands twice ignore_errors may take the first value; the engine rejects the line', async () => {
    const content = linesOf([eventLine({ event_id: 'e1' }).replace('{', '{"event_id":"other",')]);
    const { read } = await onFile(content);
    await expect(read(columns)).rejects.toThrow(/duplicate key/);
    expect(await read(`${columns}, ignore_errors = true`, 'event_id')).toEqual([['other']]);
    expect(await stagedReasons({ 'e.jsonl': content })).toEqual(['malformed_json']);
  });

  it('a value that does not fit its type becomes a NULL cell; the engine widens the type', async () => {
    const { read } = await onFile('{"level":"boss"}\n{"level":3}\n');
    expect(await read("columns = {level: 'BIGINT'}, ignore_errors = true")).toEqual([[null], [3n]]);

    const { database, stagedPath } = await stageFiles({
      'events.jsonl': eventsWith(['{"level":"boss"}', '{"level":3}']),
    });
    expect((await profileProperties(database, stagedPath, 10)).properties).toMatchObject([
      { key: 'level', type: 'VARCHAR' },
    ]);
  });

  it('a byte-order mark nulls the first event; the engine reads it', async () => {
    const content = `\uFEFF${linesOf([eventLine({ event_id: 'e1' }), eventLine({ event_id: 'e2' })])}`;
    const { read } = await onFile(content);
    expect(await read(`${columns}, ignore_errors = true`)).toEqual([
      [null, null],
      ['e2', 'p1'],
    ]);
    await expect(read(columns)).rejects.toThrow(/byte order mark/i);
    expect(await stagedReasons({ 'events.jsonl': content })).toEqual([null, null]);
  });

  it('invalid UTF-8 aborts a strict scan; the engine rejects the line', async () => {
    const content = Buffer.from(
      linesOf([
        eventLine({ event_id: 'e1' }),
        eventLine({ event_id: 'e\xff' }),
        eventLine({ event_id: 'e3' }),
      ]),
      'latin1',
    );
    const { read } = await onFile(content);
    await expect(read(columns)).rejects.toThrow(/invalid UTF-8/);
    expect(await stagedReasons({ 'events.jsonl': content })).toEqual([null, 'invalid_utf8', null]);
  });

  it.each(['store_rejects', 'file_row_number'])('JSON has no %s', async (option) => {
    const { read } = await onFile('{"a":1}\n');
    await expect(read(`${option} = true`)).rejects.toThrow(/Invalid named parameter/);
  });

  it('inference reads a sample, so a property first seen late has no column; the engine gives it one', async () => {
    const properties = [
      ...Array.from({ length: 30_000 }, (_, index) => `{"early":${index}}`),
      '{"late":true}',
    ];
    const { duckdb, path, read } = await onFile(linesOf(properties));
    const described = await rowsOf(
      duckdb,
      `DESCRIBE SELECT * FROM read_json(${quoteText(path)}, format = 'newline_delimited')`,
    );
    expect(described.map(([name]) => name)).toEqual(['early']);
    expect(await read('ignore_errors = true', 'count(*)')).toEqual([[30_001n]]);

    const { database, stagedPath } = await stageFiles({ 'events.jsonl': eventsWith(properties) });
    expect((await profileProperties(database, stagedPath, 10)).properties).toMatchObject([
      { key: 'early', type: 'BIGINT', events: 30_000 },
      { key: 'late', type: 'BOOLEAN', events: 1 },
    ]);
  });
});

describe('DuckDB takes a damaged compressed file for a whole one; decompress refuses it', () => {
  const lines = Array.from({ length: 2_000 }, (_, index) =>
    eventLine({ event_id: `${index * 2_654_435_761}` }),
  );
  const text = Buffer.from(linesOf(lines));
  // What a writer that died after half of the lines has flushed.
  const half = Buffer.from(linesOf(lines.slice(0, 1_000)));

  const flip = (bytes: Buffer, at: number) => {
    const copy = Buffer.from(bytes);
    copy.writeUInt8(copy.readUInt8(copy.length + at) ^ 0xff, copy.length + at);
    return copy;
  };

  it.each([
    [
      'gzip cut at a line border',
      'gzip',
      () => zlib.gzipSync(half, { finishFlush: zlib.constants.Z_SYNC_FLUSH }),
      1_000n,
    ],
    [
      'zstd cut at a line border',
      'zstd',
      () => zlib.zstdCompressSync(half, { finishFlush: zlib.constants.ZSTD_e_flush }),
      1_000n,
    ],
    ['gzip without its checksum', 'gzip', () => zlib.gzipSync(text).subarray(0, -8), 2_000n],
    ['gzip with a wrong checksum', 'gzip', () => flip(zlib.gzipSync(text), -8), 2_000n],
    ['gzip with a wrong length', 'gzip', () => flip(zlib.gzipSync(text), -4), 2_000n],
  ] as const)('%s', async (_, compression, make, rows) => {
    const bytes = make();
    const { path, read } = await onFile(bytes, compression === 'gzip' ? 'e.jsonl.gz' : 'e.jsonl.zst');
    expect(await read("columns = {event_id: 'VARCHAR'}", 'count(*)')).toEqual([[rows]]);

    const input = { path, compression, sizeBytes: bytes.length, modifiedMs: 0, fingerprint: '' };
    const signal = new AbortController().signal;
    await expect(decompress(input, `${path}.plain`, 200, signal, () => {})).rejects.toThrow(InputError);
  });
});

describe('names', () => {
  it('column names that differ in case collide; the engine names them apart', async () => {
    const duckdb = await openDuckDb();
    await expect(duckdb.run('CREATE TABLE t ("Level" INTEGER, "level" INTEGER)')).rejects.toThrow(
      /already exists/,
    );
    const { database, stagedPath } = await stageFiles({ 'e.jsonl': eventsWith(['{"Level":1,"level":2}']) });
    expect((await profileProperties(database, stagedPath, 10)).properties).toMatchObject([
      { key: 'Level', column: 'prop_Level' },
      { key: 'level', column: 'prop_level_2' },
    ]);
  });

  it('fields of a struct go by name ignoring case, by position exactly; the engine goes by position', async () => {
    const duckdb = await openDuckDb();
    const parsed = `from_json('{"Level":1,"level":2}', '{"Level":"BIGINT","level":"BIGINT"}')`;
    expect(await rowsOf(duckdb, `SELECT s."Level", s."level" FROM (SELECT ${parsed} AS s)`)).toEqual([
      [1n, 1n],
    ]);
    expect(
      await rowsOf(
        duckdb,
        `SELECT struct_extract_at(s, 1), struct_extract_at(s, 2) FROM (SELECT ${parsed} AS s)`,
      ),
    ).toEqual([[1n, 2n]]);

    const folder = await makeFolder();
    const inputs = await writeFiles(folder, { 'e.jsonl': eventsWith(['{"Level":1,"level":2}']) });
    await run(inputs, join(folder, 'out'));
    const events = quoteText(join(folder, 'out', 'events_cleaned.parquet'));
    expect(await rowsOf(duckdb, `SELECT prop_Level, prop_level_2 FROM read_parquet(${events})`)).toEqual([
      [1n, 2n],
    ]);
  });

  it('a path is a pattern even where a file has that very name; the engine reads the file that was named', async () => {
    const duckdb = await openDuckDb();
    const folder = await makeFolder();
    const [named = ''] = await writeFiles(folder, {
      'day[1].jsonl': linesOf([eventLine({ event_id: 'named' })]),
      'day1.jsonl': linesOf([eventLine({ event_id: 'other' })]),
    });
    expect(
      await rowsOf(
        duckdb,
        `SELECT event_id FROM read_json(${quoteText(named)}, columns = {event_id: 'VARCHAR'})`,
      ),
    ).toEqual([['other']]);

    await run([named], join(folder, 'out'));
    const events = quoteText(join(folder, 'out', 'events_cleaned.parquet'));
    expect(await rowsOf(duckdb, `SELECT event_id, source_file FROM read_parquet(${events})`)).toEqual([
      ['named', named],
    ]);
  });

  it.each([
    ['event_type=shop', "'shop'"],
    ['reason=malformed_json', "'malformed_json'"],
    ['is_future=true', "'true'"],
    ['event_id=1', "'1'"],
    ['day=1', "'1'"],
  ])(
    'a folder named %s puts a column into a Parquet file; the engine takes none from a path',
    async (name) => {
      const duckdb = await openDuckDb();
      const folder = await makeFolder();
      const [, input = ''] = await writeFiles(folder, {
        [`${name}/placeholder`]: '',
        'e.jsonl': linesOf([eventLine({ event_id: 'e1' }), eventLine({ event_id: 'e2' })]),
      });
      const parquet = quoteText(join(folder, name, 'one.parquet'));
      await duckdb.run(`COPY (SELECT NULL AS kept) TO ${parquet} (FORMAT parquet)`);
      const found = await duckdb.runAndReadAll(`SELECT * FROM read_parquet(${parquet})`);
      expect(found.columnNames()).toContain(name.split('=')[0]);

      const output = join(folder, name, 'out');
      const { manifest } = await run([input], output);
      expect(manifest.reconciliation).toMatchObject({ events_cleaned: 2, duplicates_removed: 0 });
      const daily = quoteText(join(output, 'daily_metrics.parquet'));
      expect(
        await rowsOf(
          duckdb,
          `SELECT dau, total_events FROM read_parquet(${daily}, hive_partitioning = false)`,
        ),
      ).toEqual([[1n, 2n]]);
    },
  );
});

describe('JSON that is none', () => {
  it.each([
    '{"a":1,}',
    '[1,]',
    '{"a":NaN}',
    '{"a":nAn}',
    '{"a":-Infinity}',
    '{"a":inf}',
    '{"a":[iNFinity]}',
    '{"a":{"b":[1,NaN]}}',
  ])('json_valid takes %s; the engine rejects it', async (json) => {
    const duckdb = await openDuckDb();
    expect(await value(duckdb, `json_valid(${quoteText(json)})`)).toBe(true);
    const line = `${eventLine({ event_id: 'e1' }).slice(0, -1)},"properties":{"x":${json}}}`;
    expect(await stagedReasons({ 'e.jsonl': linesOf([line]) })).toEqual(['malformed_json']);
  });

  it.each([
    ['behind a key of properties', '"x":NaN,"properties":{"x":1}'],
    ['behind a key of properties, deep down', '"x":[{"y": -Infinity}],"properties":{"x":1}'],
    ['in a list behind another value', '"properties":{"x":[1,\tinf]}'],
    ['beyond the column limit', '"properties":{"x":1,"y":nan}'],
    ['as an id', '"session_id":NaN'],
    ['in place of properties', '"properties":-inf'],
    ['in a line that lacks a field', '"event_type":null,"x":NaN'],
    ['behind a trailing comma', '"x":{"y":1,\r}'],
  ])('the engine rejects it %s too', async (_, member) => {
    const line = `${eventLine({ event_id: 'e1' }).slice(0, -1)},${member}}`;
    const files = { 'e.jsonl': linesOf([line, line.replace('{', '{"z":1,'), eventLine({ event_id: 'e2' })]) };
    expect(await stagedReasons(files, 1)).toEqual(['malformed_json', 'malformed_json', null]);
  });

  it('the engine takes the same characters inside texts', async () => {
    const texts = ['NaN', 'nan', ',}', ',]', 'say "inf,}"', '\\",]', 'Infinity', ':NaN,', '"a": [ -inf ]'];
    const lines = texts.map((text, index) =>
      eventLine({ event_id: `e${index}`, properties: { [text]: text } }),
    );
    expect(await stagedReasons({ 'e.jsonl': linesOf(lines) })).toEqual(texts.map(() => null));
  });
});

describe('values', () => {
  it('a cast to TIMESTAMP ignores an offset; the engine heeds it', async () => {
    const duckdb = await openDuckDb();
    expect(await value(duckdb, "TRY_CAST('2024-01-15T10:00:00+05:00' AS TIMESTAMP)::VARCHAR")).toBe(
      '2024-01-15 10:00:00',
    );
    const { database } = await stageFiles({
      'e.jsonl': linesOf([eventLine({ event_id: 'e1', timestamp: '2024-01-15T10:00:00+05:00' })]),
    });
    expect(await rowsOfEngine(database, 'SELECT epoch_ms(timestamp) AS ms FROM lines')).toEqual([
      { ms: BigInt(Date.parse('2024-01-15T05:00:00Z')) },
    ]);
  });

  it('a cast takes hour 24 for the next day; the engine rejects it', async () => {
    const duckdb = await openDuckDb();
    for (const type of ['TIMESTAMP', 'TIMESTAMPTZ']) {
      expect(await value(duckdb, `epoch_ms(TRY_CAST('2024-01-15T24:00:00' AS ${type}))`)).toBe(
        BigInt(Date.parse('2024-01-16T00:00:00Z')),
      );
    }
    const line = eventLine({ event_id: 'e1', timestamp: '2024-01-15T24:00:00' });
    expect(await stagedReasons({ 'e.jsonl': linesOf([line]) })).toEqual(['invalid_timestamp']);
  });

  it('a cast knows no offset without seconds; the engine does', async () => {
    const duckdb = await openDuckDb();
    expect(await value(duckdb, "TRY_CAST('2024-01-15T10:00+05:00' AS TIMESTAMPTZ)")).toBeNull();
    const line = eventLine({ event_id: 'e1', timestamp: '2024-01-15T10:00+05:00' });
    expect(await stagedReasons({ 'e.jsonl': linesOf([line]) })).toEqual([null]);
  });

  it('least and greatest pass over NULL', async () => {
    const duckdb = await openDuckDb();
    expect(await rowsOf(duckdb, 'SELECT least(NULL, 1), greatest(1, NULL)')).toEqual([[1, 1]]);
  });

  it('HUGEINT, which sum() of BIGINT gives, is written to Parquet as DOUBLE', async () => {
    const duckdb = await openDuckDb();
    const path = quoteText(join(await makeFolder(), 'sum.parquet'));
    await duckdb.run(
      `COPY (SELECT sum(x) AS total, sum(x)::BIGINT AS cast_total FROM range(3) t(x)) TO ${path} (FORMAT parquet)`,
    );
    expect(
      await rowsOf(duckdb, `SELECT typeof(total), typeof(cast_total) FROM read_parquet(${path})`),
    ).toEqual([['DOUBLE', 'BIGINT']]);
  });
});

describe('statements', () => {
  const slow = 'SELECT sum(a.range * b.range) FROM range(1_000_000) a, range(1_000_000) b';

  it('interrupt ends a statement at once, and the connection stays usable', async () => {
    const duckdb = await openDuckDb();
    const running = duckdb.run(slow);
    await new Promise((resolve) => setTimeout(resolve, 100));
    duckdb.interrupt();
    await expect(running).rejects.toThrow(/interrupt/i);
    expect(await value(duckdb, '42')).toBe(42);
  });

  it('an aborted signal ends the statement of a run as CancelledError', async () => {
    const controller = new AbortController();
    const database = await openDatabase({ signal: controller.signal });
    const running = database.run(slow);
    setTimeout(() => controller.abort(), 100);
    await expect(running).rejects.toThrow(CancelledError);
    await expect(database.run('SELECT 1')).rejects.toThrow(CancelledError);
  });

  it('an aborted signal ends a stream of rows as CancelledError', async () => {
    const controller = new AbortController();
    const database = await openDatabase({ signal: controller.signal });
    const read = async () => {
      for await (const _ of database.stream(anything, 'SELECT range AS n FROM range(1_000_000)'))
        controller.abort();
    };
    await expect(read()).rejects.toThrow(CancelledError);
  });

  it('progress is -1 until it is switched on; the engine switches it on', async () => {
    const numbers = 'CREATE TABLE numbers AS SELECT range AS n FROM range(10_000_000)';
    const scan = "SELECT count(*) FROM numbers WHERE md5(n::VARCHAR) < 'a'";
    const duckdb = await openDuckDb();
    await duckdb.run(numbers);
    const seen = new Set<number>();
    const timer = setInterval(() => seen.add(duckdb.progress.percentage), 20);
    setTimeout(() => duckdb.interrupt(), 500);
    await expect(duckdb.run(scan)).rejects.toThrow(/interrupt/i);
    clearInterval(timer);
    expect(seen).toEqual(new Set([-1]));

    const controller = new AbortController();
    const database = await openDatabase({ signal: controller.signal });
    await database.run(numbers);
    const shares: number[] = [];
    const onShare = (share: number | null) => {
      if (share === null || share === 0) return;
      shares.push(share);
      controller.abort();
    };
    await expect(database.run(scan, { onShare })).rejects.toThrow(CancelledError);
    expect(shares[0]).toBeGreaterThan(0);
    expect(shares[0]).toBeLessThanOrEqual(1);
  });
});
