import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../shared/errors.ts';
import { silentLogger } from '../../shared/run/logger.ts';
import { accountForEveryLine } from '../../test/kit/account.ts';
import { runChild } from '../../test/kit/child.ts';
import { eventLine, eventLines } from '../../test/kit/event-lines.ts';
import { rejectionOf } from '../../test/kit/failure.ts';
import { contentsOf, makeFolder } from '../../test/kit/folder.ts';
import { quarantineOf, query } from '../../test/kit/outputs.ts';
import { bytesOf } from '../../test/kit/quarantine-row.ts';
import { type JobOptions, run } from '../../test/kit/runs.ts';

type Content = string | Uint8Array;

/** Writes files into a new folder: their paths in order, and the path of an output folder beside them. */
async function given(files: Record<string, Content>) {
  const folder = await makeFolder();
  const paths: string[] = [];
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, 'in', name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, content);
    paths.push(path);
  }
  return { folder, paths, output: join(folder, 'out') };
}

/** Runs over one file; every line of it must be accounted for. */
async function runOver(content: Content, options: JobOptions & { name?: string } = {}) {
  const { paths, output } = await given({ [options.name ?? 'events.jsonl']: content });
  const { manifest, report } = await run(paths, output, options);
  await accountForEveryLine(output, paths);
  return { paths, output, manifest, report, quarantine: await quarantineOf(output) };
}

/** Where the quarantined lines stand and why they are there. */
async function rejectsOf(content: Content, options: JobOptions & { name?: string } = {}) {
  const { quarantine } = await runOver(content, options);
  return quarantine.map(({ line, reason }) => [line, reason]);
}

/** A run over inputs that cannot be used: the error; and nothing may be left of the run. */
async function refusalOf(inputs: readonly string[], options: JobOptions = {}): Promise<InputError> {
  const folder = await makeFolder();
  const error = await rejectionOf(run(inputs, join(folder, 'out'), options), InputError);
  expect(error.code).toBe('INVALID_INPUT');
  expect(await contentsOf(folder)).toEqual({});
  return error;
}

/** A text of one line that starts with a path and what is wrong with it, and ends as a sentence does. */
function oneSentence(start: string): RegExp {
  return new RegExp(`^${start.replaceAll(/[^\w /:]/g, '\\$&')}[^\\n]*[.]$`);
}

describe('an input that is not there', () => {
  it('is named', async () => {
    const { message } = await refusalOf(['/nowhere/events.jsonl']);
    expect(message).toBe('/nowhere/events.jsonl: there is no such file or folder.');
  });

  it('is named together with every other one', async () => {
    const { paths, folder } = await given({ 'ok.jsonl': eventLine(), 'table.csv': 'a,b', 'empty/x.txt': '' });
    const missing = join(folder, 'missing.jsonl');
    const { message } = await refusalOf([
      ...paths,
      missing,
      join(folder, 'in/empty'),
      join(folder, '*.jsonl'),
    ]);
    expect(message.split('\n')).toHaveLength(5);
    for (const named of ['table.csv', 'x.txt', 'missing.jsonl', 'in/empty: ', '*.jsonl'])
      expect(message).toContain(named);
  });

  it('is an error where no input is named at all', async () => {
    expect((await refusalOf([])).message).toMatch(/^No input was named/);
  });

  it('is a folder without any event file', async () => {
    const { folder } = await given({ 'sub/readme.txt': 'x', 'data.csv': 'y' });
    const { message } = await refusalOf([join(folder, 'in')]);
    expect(message).toMatch(oneSentence(`${join(folder, 'in')}: the folder holds no event file`));
  });

  it('is a pattern that matches nothing', async () => {
    const { folder } = await given({});
    const { message } = await refusalOf([`${folder}/*.jsonl`]);
    expect(message).toBe(`${folder}/*.jsonl: no file matches this pattern.`);
  });
});

describe('an input without a line', () => {
  it.each([
    ['nothing', ''],
    ['a byte-order mark alone', '\uFEFF'],
    ['nothing, compressed', zlib.gzipSync('')],
    ['nothing, compressed with Zstandard', zlib.zstdCompressSync('')],
  ])('that holds %s is refused by name', async (_, content) => {
    const name = typeof content === 'string' ? 'a.jsonl' : content[0] === 0x1f ? 'a.jsonl.gz' : 'a.jsonl.zst';
    const { paths } = await given({ [name]: content });
    expect((await refusalOf(paths)).message).toBe(`${paths[0]}: empty, there is nothing to run on.`);
  });

  it('beside others is no error, but a warning that names it', async () => {
    const { paths, output } = await given({ 'a.jsonl': eventLine(), 'b.jsonl': '' });
    const warnings: string[] = [];
    const logger = { ...silentLogger, warn: (message: string) => warnings.push(message) };
    const { manifest } = await run(paths, output, { logger });
    expect(manifest.inputs.map(({ lines }) => lines)).toEqual([1, 0]);
    expect(warnings).toContain(`${paths[1]}: the file is empty.`);
  });

  it('but blank ones runs: there is nothing wrong, and no event', async () => {
    const { manifest, output } = await runOver('\n  \t\n\r\n\f\n');
    expect(manifest.reconciliation).toMatchObject({ lines: 4, blank_lines: 4, events_cleaned: 0 });
    expect(manifest.calendar).toBeNull();
    for (const table of ['events', 'daily', 'cohorts'])
      expect(await query(output, `SELECT * FROM ${table}`)).toEqual([]);
  });
});

describe('an input that cannot be read', () => {
  it('because of its permissions is named', async () => {
    const { paths, folder } = await given({ 'locked.jsonl': eventLine() });
    await chmod(paths[0] ?? '', 0);
    await chmod(folder, 0o777);
    // The superuser may read anything; somebody else may not.
    const outcome = await runChild(
      `const [input, output] = process.argv.slice(1);
       if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }
       tell(await outcomeOf(runPipeline(job([input]), output)));`,
      [paths[0] ?? '', join(folder, 'out')],
    );
    expect(outcome).toEqual({
      name: 'InputError',
      code: 'INVALID_INPUT',
      message: `${paths[0]}: the file cannot be read; check its permissions.`,
    });
  });

  // A process' own memory is a regular file by its looks, and no read of its first byte succeeds.
  it.runIf(process.platform === 'linux')('because the device fails is named', async () => {
    const folder = await makeFolder();
    const path = join(folder, 'broken.jsonl');
    await symlink('/proc/self/mem', path);
    expect((await refusalOf([path])).message).toMatch(oneSentence(`${path}: cannot be read`));
  });

  it('because it is no file is named', async () => {
    const folder = await makeFolder();
    const path = join(folder, 'null.jsonl');
    await symlink('/dev/null', path);
    expect((await refusalOf([path])).message).toBe(
      `${path}: this is not a regular file, so it cannot be read; move it elsewhere, or name the files themselves.`,
    );
  });
});

describe('a compressed input', () => {
  const lines = Array.from(
    { length: 4000 },
    (_, index) => `${eventLine({ event_id: `e${index}`, player_id: `p${(index * 7919) % 1009}` })}\n`,
  );
  const half = Buffer.from(lines.slice(0, 2000).join(''));
  const rest = Buffer.from(lines.slice(2000).join(''));
  const whole = Buffer.concat([half, rest]);
  const withChecksum = { params: { [zlib.constants.ZSTD_c_checksumFlag]: 1 } };

  /** The compressed bytes up to a point that the decompressor gives out as exactly the first half: a line boundary. */
  async function cutAtLine(stream: zlib.Gzip | zlib.ZstdCompress, flush: number): Promise<Buffer> {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    await new Promise<void>((done) => stream.write(half, () => stream.flush(flush, () => done())));
    const cut = Buffer.concat(chunks);
    stream.destroy();
    return cut;
  }

  const gz = zlib.gzipSync(whole);
  const zst = zlib.zstdCompressSync(whole, withChecksum);

  function flipped(bytes: Buffer, at: number): Buffer {
    const copy = Buffer.from(bytes);
    copy[at < 0 ? copy.length + at : at] = (copy.at(at) ?? 0) ^ 0xff;
    return copy;
  }

  const damages: [string, string, Buffer | Promise<Buffer>][] = [
    ['a gzip cut in the middle', 'a.jsonl.gz', gz.subarray(0, gz.length / 2)],
    [
      'a gzip cut at a line boundary',
      'a.jsonl.gz',
      cutAtLine(zlib.createGzip(), zlib.constants.Z_FULL_FLUSH),
    ],
    ['a gzip without its trailer', 'a.jsonl.gz', gz.subarray(0, -8)],
    ['a gzip that lacks its last byte', 'a.jsonl.gz', gz.subarray(0, -1)],
    ['a gzip with a wrong CRC', 'a.jsonl.gz', flipped(gz, -8)],
    ['a gzip with a wrong length', 'a.jsonl.gz', flipped(gz, -1)],
    ['a gzip with damage inside', 'a.jsonl.gz', flipped(gz, Math.floor(gz.length / 2))],
    ['a gzip followed by something else', 'a.jsonl.gz', Buffer.concat([gz, Buffer.from('not gzip')])],
    [
      'a gzip with a second member cut short',
      'a.jsonl.gz',
      Buffer.concat([zlib.gzipSync(half), zlib.gzipSync(rest).subarray(0, -9)]),
    ],
    ['a Zstandard cut in the middle', 'a.jsonl.zst', zst.subarray(0, zst.length / 2)],
    [
      'a Zstandard cut at a line boundary',
      'a.jsonl.zst',
      cutAtLine(zlib.createZstdCompress(), zlib.constants.ZSTD_e_flush),
    ],
    ['a Zstandard that lacks its last byte', 'a.jsonl.zst', zst.subarray(0, -1)],
    ['a Zstandard with a wrong checksum', 'a.jsonl.zst', flipped(zst, -1)],
    ['a Zstandard with damage inside', 'a.jsonl.zst', flipped(zst, Math.floor(zst.length / 2))],
    ['a Zstandard followed by something else', 'a.jsonl.zst', Buffer.concat([zst, Buffer.from('not zstd')])],
    [
      'a Zstandard with a second frame cut short',
      'a.jsonl.zst',
      Buffer.concat([zlib.zstdCompressSync(half), zlib.zstdCompressSync(rest).subarray(0, -9)]),
    ],
  ];

  it.each(damages)('that is %s is refused by name, not read in part', async (_, name, content) => {
    const { paths } = await given({ 'sound.jsonl': eventLine(), [name]: await content });
    const { message } = await refusalOf(paths);
    expect(message).toMatch(
      oneSentence(
        `${paths[1]}: the ${name.endsWith('gz') ? 'gzip' : 'zstd'} stream is damaged or cut short (`,
      ),
    );
  });

  it.each([
    ['gzip', 'a.jsonl.gz', Buffer.concat([zlib.gzipSync(half), zlib.gzipSync(rest)])],
    ['Zstandard', 'a.jsonl.zst', Buffer.concat([zlib.zstdCompressSync(half), zlib.zstdCompressSync(rest)])],
  ])('of several %s parts one after the other is read whole', async (_, name, content) => {
    const { paths, output } = await given({ [name]: content });
    const { manifest } = await run(paths, output);
    expect(manifest.reconciliation).toMatchObject({ lines: 4000, events_cleaned: 4000 });
  });
});

describe('bytes that are no plain lines', () => {
  const line = (id: string) => eventLine({ event_id: id });

  it('byte-order marks at the start of any line are no error, as joined files have them; within a line they are', async () => {
    expect(
      await rejectsOf(
        `\uFEFF${line('a')}\n\uFEFF${line('b')}\r\n\uFEFF\uFEFF${line('c')}\n\uFEFF\n\uFEFF \r\n${line('d')}\uFEFF\n\uFEFF${line('e').replace(',', ',\r')}\n \uFEFF{}\n`,
      ),
    ).toEqual([
      [6, 'malformed_json'],
      [8, 'malformed_json'],
    ]);
  });

  it('CRLF ends lines, wholly or here and there', async () => {
    expect(await rejectsOf(`${line('a')}\r\n\r\n${line('b')}\r\n`)).toEqual([]);
    expect(await rejectsOf(`${line('a')}\r\n\r\n${line('b')}\n\n${line('c')}\r\n${line('d')}`)).toEqual([]);
  });

  it('a CR alone is white space between tokens and malformed inside a text', async () => {
    const between = line('b').replace(',', ',\r');
    const inside = line('c').replace('p1', 'p\r1');
    expect(await rejectsOf(`${line('a')}\n${between}\n${inside}\n${line('d')}\r${line('e')}\n`)).toEqual([
      [3, 'malformed_json'],
      [4, 'malformed_json'],
    ]);
  });

  it.each([0, 1, 2, 3, 0x1f])('the raw control byte %i is malformed wherever it stands', async (code) => {
    const control = String.fromCharCode(code);
    const lines = [
      line('a'),
      control,
      line('bc').replace('bc', `b${control}c`),
      `${line('d')}${control}`,
      `${control}${line('e')}`,
    ];
    expect(await rejectsOf(`${lines.join('\n')}\n${line('f')}\n`)).toEqual([
      [2, 'malformed_json'],
      [3, 'malformed_json'],
      [4, 'malformed_json'],
      [5, 'malformed_json'],
    ]);
  });

  it('a NUL that is escaped is a character like any other', async () => {
    const { output } = await runOver(`${line('a\0b')}\n`);
    expect(await query(output, 'SELECT hex(event_id) AS id FROM events')).toEqual([{ id: '610062' }]);
  });

  it.each([
    ['a byte that never stands in UTF-8', [0xff]],
    ['a character cut short', [0xe2, 0x82]],
    ['an overlong form', [0xc0, 0xaf]],
    ['half a surrogate pair', [0xed, 0xa0, 0x80]],
  ])('%s is invalid UTF-8, and its bytes are kept', async (_, bytes) => {
    const bad = Buffer.concat([Buffer.from('{"event_id":"'), Buffer.from(bytes), Buffer.from('"}')]);
    const content = Buffer.concat([Buffer.from(`${line('a')}\n`), bad, Buffer.from(`\n${line('c')}\n`)]);
    const { quarantine, paths } = await runOver(content);
    expect(quarantine).toEqual([
      {
        file: paths[0],
        line: 2,
        byte_offset: line('a').length + 1,
        reason: 'invalid_utf8',
        detail: null,
        raw_base64: bad.toString('base64'),
      },
    ]);
  });

  it('U+2028, U+2029 and U+0085 end no line', async () => {
    const { manifest } = await runOver(`${line('a\u2028\u2029\u0085b')}\n`);
    expect(manifest.reconciliation).toMatchObject({ lines: 1, events_cleaned: 1 });
  });

  it('a last line without its LF is a line', async () => {
    const { manifest } = await runOver(`${line('a')}\n${line('b')}`);
    expect(manifest.reconciliation).toMatchObject({ lines: 2, events_cleaned: 2 });
  });

  it.each([
    ['a trailing comma', '{"event_id":"x","player_id":"p","event_type":"t","timestamp":"2024-01-01T00:00",}'],
    ['NaN', eventLine({ level: 0 }).replace('"level":0', '"level":NaN')],
    ['Infinity', eventLine({ level: 0 }).replace('"level":0', '"level":-Infinity')],
    ['single quotes', "{'event_id':'x'}"],
    ['a comment', `${eventLine()} // x`],
    ['two events on one line', eventLine() + eventLine({ event_id: 'e2' })],
    ['half an event', eventLine().slice(0, 30)],
    ['a key that stands twice', `{"event_id":"y",${eventLine().slice(1)}`],
    ['a lone surrogate', eventLine().replace('p1', '\\ud800')],
    ['a number with a leading zero', eventLine({ level: 0 }).replace('"level":0', '"level":007')],
  ])('%s is malformed JSON', async (_, bad) => {
    expect(await rejectsOf(`${line('a')}\n${bad}\n${line('c')}\n`)).toEqual([[2, 'malformed_json']]);
  });

  it.each([['[]'], ['"text"'], ['17'], ['null'], ['true'], ['[{"event_id":"e"}]']])(
    '%s is JSON, but no object',
    async (bad) => {
      expect(await rejectsOf(`${line('a')}\n${bad}\n`)).toEqual([[2, 'not_an_object']]);
    },
  );
});

describe('a line of 100 MB', () => {
  const long = Buffer.concat([
    Buffer.from(eventLine({ event_id: 'long' }).slice(0, -1)),
    Buffer.from(',"blob":"'),
    Buffer.alloc(100_000_000, 'x'),
    Buffer.from('"}'),
  ]);
  const before = Buffer.from(`${eventLine({ event_id: 'before' })}\n`);
  const after = Buffer.from(`\n${eventLine({ event_id: 'after' })}\n`);
  const content = Buffer.concat([before, long, after]);

  it('is put aside whole, and the lines around it are read', async () => {
    const { quarantine, manifest } = await runOver(content);
    expect(manifest.reconciliation).toMatchObject({ lines: 3, events_cleaned: 2, events_rejected: 1 });
    const [row] = quarantine;
    expect(row).toMatchObject({
      line: 2,
      byte_offset: before.length,
      reason: 'line_too_long',
      detail: `${long.length} bytes`,
    });
    expect(row && bytesOf(row).equals(long)).toBe(true);
  });

  it('is an event where the limit allows it', async () => {
    const { output } = await runOver(content, { config: { ingest: { max_line_bytes: 2 ** 27 } } });
    expect(await query(output, 'SELECT event_id, length(prop_blob)::INT AS length FROM events')).toEqual([
      { event_id: 'before', length: null },
      { event_id: 'long', length: 100_000_000 },
      { event_id: 'after', length: null },
    ]);
  });

  it('is judged to the byte', async () => {
    const exact = eventLine({ event_id: 'exact', pad: '' });
    const padded = (bytes: number) => exact.replace('"pad":"', `"pad":"${'x'.repeat(bytes - exact.length)}`);
    const config = { ingest: { max_line_bytes: 1024 } };
    expect(
      await rejectsOf(`${padded(1024)}\n${padded(1025).replace('exact', 'xcate')}\n`, { config }),
    ).toEqual([[2, 'line_too_long']]);
  });
});

describe('a file name', () => {
  const names = [
    'it\'s; a "log" (1).jsonl',
    'žlutý kůň 日本 🎮.jsonl',
    'a*b?[c]{d,e}.jsonl',
    '100% $HOME `x` \\n.jsonl',
    'two\nlines.jsonl',
    '--strict.jsonl',
    'date=2024-01-01/part.jsonl',
    'UPPER.JSONL',
    ' leading and trailing .ndjson',
  ];

  it.each(names)('%j is a name like any other, of the input and of the output folder', async (name) => {
    const { folder, paths } = await given({ [name]: `${eventLine()}\nbroken\n` });
    const output = join(folder, 'results', basename(name));
    await run(paths, output);
    await accountForEveryLine(output, paths);
    expect(await query(output, 'SELECT source_file FROM events')).toEqual([{ source_file: paths[0] }]);
    expect((await quarantineOf(output)).map(({ file }) => file)).toEqual(paths);
  });

  it('of a folder may hold any character too, and its files are found', async () => {
    const { folder } = await given({ '[d]\'s "x"; *{a,b}/deep/a.jsonl': eventLine(), 'ignored.txt': 'x' });
    const { manifest } = await run([join(folder, 'in')], join(folder, 'out'));
    expect(manifest.inputs.map(({ path }) => path)).toEqual([
      join(folder, 'in/[d]\'s "x"; *{a,b}/deep/a.jsonl'),
    ]);
  });
});

describe('property keys', () => {
  const keys = [
    '"',
    "'",
    ';',
    ' ',
    '',
    '\0',
    '\n',
    '\\',
    '.',
    '$',
    '/',
    '~1',
    '*',
    '[0]',
    'ü',
    '日本',
    '🎮',
    'a b',
    "x'); DROP TABLE events; --",
    '0',
    '__proto__',
    'constructor',
    'source_file',
    '_rest',
    '-',
  ];

  it('of any characters become columns that hold their values', async () => {
    const pairs = keys.map((key, index) => `${JSON.stringify(key)}:${index}`);
    const line = `${eventLine().slice(0, -1)},"properties":{${pairs}}}`;
    const { manifest, output } = await runOver(`${line}\n`);
    expect(manifest.properties.map(({ key }) => key).sort()).toEqual([...keys].sort());
    const [row] = await query(output, 'SELECT * FROM events');
    const values = Object.fromEntries(manifest.properties.map(({ key, column }) => [key, row?.[column]]));
    expect(values).toEqual(Object.fromEntries(keys.map((key, index) => [key, String(index)])));
  });

  it('that differ in case alone get columns of their own, and the manifest says which', async () => {
    const lines = ['level', 'LEVEL', 'Level', 'level_2'].map((key, index) =>
      eventLine({ event_id: `e${index}`, properties: { [key]: index } }),
    );
    const { manifest, output } = await runOver(`${lines.join('\n')}\n`);
    expect(manifest.properties.map(({ key, column, renamed }) => [key, column, renamed])).toEqual([
      ['LEVEL', 'prop_LEVEL', false],
      ['Level', 'prop_Level_2', true],
      ['level', 'prop_level_3', true],
      ['level_2', 'prop_level_2_2', true],
    ]);
    expect(
      await query(
        output,
        'SELECT prop_LEVEL AS a, prop_Level_2 AS b, prop_level_3 AS c, prop_level_2_2 AS d FROM events',
      ),
    ).toEqual([
      { a: null, b: null, c: '0', d: null },
      { a: '1', b: null, c: null, d: null },
      { a: null, b: '2', c: null, d: null },
      { a: null, b: null, c: null, d: '3' },
    ]);
  });

  const many = Array.from({ length: 2000 }, (_, index) => `key_${String(index).padStart(4, '0')}`);
  // Every event has all keys up to its own number: the first is the most frequent.
  const growing = [500, 1000, 1500, 2000].map((count, index) =>
    eventLine({
      event_id: `e${index}`,
      properties: Object.fromEntries(many.slice(0, count).map((key, at) => [key, at])),
    }),
  );

  it('beyond the limit go, the rarest first, to prop__rest', async () => {
    const { manifest, output } = await runOver(`${growing.join('\n')}\n`);
    expect(manifest.properties.map(({ key }) => key)).toEqual(many.slice(0, 500));
    expect(manifest.rest_keys).toBe(1500);
    const rows = await query(
      output,
      `SELECT prop_key_0499 AS kept, len(json_keys(prop__rest)) AS rest, prop__rest ->> '$.key_1999' AS last FROM events`,
    );
    expect(rows).toEqual([
      { kept: '499', rest: null, last: null },
      { kept: '499', rest: '500', last: null },
      { kept: '499', rest: '1000', last: null },
      { kept: '499', rest: '1500', last: '1999' },
    ]);
  });

  it('2,000 of them are columns where the limit allows it', async () => {
    const config = { ingest: { max_property_columns: 2000 } };
    const { manifest, output } = await runOver(`${growing.join('\n')}\n`, { config });
    expect(manifest.properties.map(({ key }) => key)).toEqual(many);
    expect(manifest.rest_keys).toBe(0);
    expect(
      await query(output, 'SELECT count(prop_key_1999) AS n, sum(prop_key_1999)::BIGINT AS s FROM events'),
    ).toEqual([{ n: '1', s: '1999' }]);
  });

  it('first seen on the last line still get a column', async () => {
    const { output } = await runOver(`${eventLines(5000)}${eventLine({ event_id: 'z', late: true })}\n`);
    expect(
      await query(output, 'SELECT source_line AS line, prop_late AS late FROM events WHERE prop_late'),
    ).toEqual([{ line: '5001', late: true }]);
  });
});

describe('a value of every JSON type', () => {
  const values = {
    text: 'x',
    empty: '',
    integer: 12,
    fraction: 1.5,
    true: true,
    false: false,
    null: null,
    array: [1],
    emptyArray: [],
    object: { a: 1 },
    emptyObject: {},
  };
  type Kind = keyof typeof values;
  const scalars: Kind[] = ['text', 'integer', 'fraction'];
  const kinds = Object.keys(values) as Kind[];

  function verdict(field: string, kind: Kind): string | null {
    if (field === 'properties')
      return kind === 'null' || kind === 'object' || kind === 'emptyObject' ? null : 'invalid_field';
    if (field === 'session_id') return [...scalars, 'null', 'empty'].includes(kind) ? null : 'invalid_field';
    if (kind === 'null') return 'missing_field';
    if (field === 'timestamp') return 'invalid_timestamp';
    return scalars.includes(kind) ? null : 'invalid_field';
  }

  it.each(['event_id', 'player_id', 'session_id', 'event_type', 'timestamp', 'properties'])(
    'in %s is taken or rejected for its reason, never turned into a null',
    async (field) => {
      const lines = kinds.map((kind) => eventLine({ event_id: `id ${kind}`, [field]: values[kind] }));
      const { quarantine, output } = await runOver(`${lines.join('\n')}\n`);
      const found = quarantine.map(({ line, reason, raw }) => [line, reason, raw]);
      const expected = kinds.map((kind, index) => [index + 1, verdict(field, kind), lines[index]]);
      expect(found).toEqual(expected.filter(([, reason]) => reason !== null));
      if (field === 'properties' || field === 'timestamp') return;
      const texts = kinds.flatMap((kind) =>
        verdict(field, kind) === null ? [String(values[kind] || null)] : [],
      );
      const rows = await query(output, `SELECT coalesce(${field}, 'null') AS value FROM events`);
      expect(rows.map(({ value }) => value)).toEqual(texts);
    },
  );

  it('in a property is kept: as text where the types differ', async () => {
    const lines = kinds.map((kind, index) =>
      eventLine({ event_id: `e${index}`, properties: { v: values[kind] } }),
    );
    const { output } = await runOver(`${lines.join('\n')}\n`);
    const rows = await query(output, 'SELECT prop_v AS v FROM events');
    expect(rows.map(({ v }) => v)).toEqual([
      'x',
      '',
      '12',
      '1.5',
      'true',
      'false',
      null,
      '[1]',
      '[]',
      '{"a":1}',
      '{}',
    ]);
  });

  it('that is missing is told by the name of the field', async () => {
    const fields = ['event_id', 'player_id', 'event_type', 'timestamp'];
    const lines = fields.map((field) => eventLine({ [field]: undefined }));
    const { quarantine } = await runOver(`${lines.join('\n')}\n{}\n`);
    expect(quarantine.map(({ reason, detail }) => `${reason}: ${detail}`)).toEqual([
      ...fields.map((field) => `missing_field: ${field} is missing or null`),
      'missing_field: event_id, player_id, event_type, timestamp are missing or null',
    ]);
  });
});

describe('a date at the end of the calendar', () => {
  it('in year 9999 is kept as future and stretches no metric; in year 0001 it is a date', async () => {
    const lines = [
      eventLine({ event_id: 'first', timestamp: '0001-01-01T00:00:00Z' }),
      eventLine({ event_id: 'second', timestamp: '0001-01-03T00:00:00Z' }),
      eventLine({ event_id: 'last', timestamp: '9999-12-31T23:59:59.999999Z' }),
    ];
    const { output, manifest, report } = await runOver(`${lines.join('\n')}\n`);
    expect(await query(output, 'SELECT event_id, event_date::VARCHAR AS d, is_future FROM events')).toEqual([
      { event_id: 'first', d: '0001-01-01', is_future: false },
      { event_id: 'second', d: '0001-01-03', is_future: false },
      { event_id: 'last', d: '9999-12-31', is_future: true },
    ]);
    expect(manifest.calendar).toEqual({
      first_date: '0001-01-01',
      last_date: '0001-01-03',
      last_complete_date: '0001-01-03',
    });
    expect(await query(output, 'SELECT event_date::VARCHAR AS d, dau FROM daily')).toEqual([
      { d: '0001-01-01', dau: '1' },
      { d: '0001-01-02', dau: '0' },
      { d: '0001-01-03', dau: '1' },
    ]);
    expect(report.checks.find(({ id }) => id === 'future_timestamps')).toMatchObject({ measured: 1 });
  });

  it('that lies all in the future gives no day at all', async () => {
    const { output, manifest } = await runOver(`${eventLine({ timestamp: '9999-01-01T00:00:00Z' })}\n`);
    expect(manifest.calendar).toBeNull();
    expect(await query(output, 'SELECT * FROM daily')).toEqual([]);
  });

  it('across two thousand years is a row a day', async () => {
    const lines = ['0001-01-01T00:00:00Z', '2024-01-01T00:00:00Z'].map((timestamp, index) =>
      eventLine({ event_id: `e${index}`, timestamp }),
    );
    const { output } = await runOver(`${lines.join('\n')}\n`);
    expect(await query(output, 'SELECT count(*) AS days FROM daily')).toEqual([{ days: '738886' }]);
  });

  it.each([
    '2024-02-30T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '0000-01-01T00:00:00Z',
    '10000-01-01T00:00:00Z',
    '2024-01-01',
    '2024-01-01T24:00:00Z',
    '2024-01-01T23:59:60Z',
    '2024-13-01T00:00:00Z',
    '1705329000',
    '2024-01-01T00:00:00+15:00',
    '2024-01-01T00:00:00 Europe/Prague',
    'now',
    '',
    '2024-1-1T00:00:00Z',
    '2024-01-15T14:30:00Z ',
    '٢٠٢٤-01-15T14:30:00Z',
    'infinity',
    '2024-01-15T14:30:00.Z',
  ])('%j is no timestamp', async (timestamp) => {
    expect(await rejectsOf(`${eventLine({ timestamp })}\n`)).toEqual([[1, 'invalid_timestamp']]);
  });
});

describe('everything wrong at once', () => {
  it('is accounted for line by line, over several files', async () => {
    const faults = [
      eventLine({ event_id: 'e1' }),
      'broken',
      '[]',
      '',
      eventLine({ player_id: '' }),
      '{}',
      '\0',
    ];
    const { paths, output } = await given({
      'day10.jsonl': `\uFEFF${eventLines(20)}${faults.join('\r\n')}\r\n`,
      'day2.jsonl': Buffer.concat([
        Buffer.from(eventLines(30)),
        Buffer.from([0xff, 10]),
        Buffer.from(faults.join('\n')),
      ]),
      'day3.jsonl.gz': zlib.gzipSync(`${faults.join('\n')}\n${eventLine({ event_id: 'only here' })}`),
    });
    const { manifest } = await run(paths, output);
    await accountForEveryLine(output, paths);
    expect(manifest.inputs.map(({ path }) => basename(path))).toEqual([
      'day2.jsonl',
      'day3.jsonl.gz',
      'day10.jsonl',
    ]);
    expect(manifest.reconciliation).toEqual({
      lines: 38 + 8 + 27,
      events_cleaned: 31,
      events_rejected: 16,
      duplicates_removed: 23,
      blank_lines: 3,
    });
    const duplicates = (await quarantineOf(output)).filter(({ reason }) => reason === 'duplicate_event_id');
    expect(new Set(duplicates.map(({ detail }) => detail?.replace(/\d+$/, '')))).toEqual(
      new Set([`first at ${paths[1]}:`]),
    );
  });
});
