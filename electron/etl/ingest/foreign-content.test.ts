import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { InputError } from '../../../shared/errors.ts';
import { eventLine, linesOf } from '../../../test/kit/event-lines.ts';
import { makeFolder, writeFiles } from '../../../test/kit/folder.ts';
import { run } from '../../../test/kit/runs.ts';

const line = linesOf([eventLine({ event_id: 'e1' })]);

test.each([
  ['gzip data', gzipSync(line), /gz\.$/],
  ['UTF-16 text', Buffer.from(`\uFEFF${line}`, 'utf16le'), /UTF-8\.$/],
  ['a Parquet file', Buffer.from('PAR1....PAR1'), /event log/],
])('%s under the name of an event file is an input error with the remedy', async (_, content, remedy) => {
  const folder = await makeFolder();
  const inputs = await writeFiles(folder, { 'events.jsonl': content });
  const refused = run(inputs, join(folder, 'out'));
  await expect(refused).rejects.toThrow(InputError);
  await expect(refused).rejects.toThrow(remedy);
});

const magics: [name: string, content: Uint8Array][] = [
  ['gzip data', gzipSync(line)],
  ['zstd data', zstdCompressSync(line)],
  ['zstd data', Buffer.concat([Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 0, 0, 0, 0]), zstdCompressSync(line)])],
  ['UTF-16 text', Buffer.from(`\uFEFF${line}`, 'utf16le')],
  ['UTF-16 text', Buffer.from(line, 'utf16le')],
  ['UTF-16 text', Buffer.from(`\uFEFF${line}`, 'utf16le').swap16()],
  ['UTF-16 text', Buffer.from(line, 'utf16le').swap16()],
  ['UTF-32 text', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0])],
  ['a zip archive', Buffer.from('PK\x03\x04rest')],
  ['xz data', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0])],
  ['bzip2 data', Buffer.from('BZh91AY&SY rest')],
  ['a 7z archive', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c])],
  ['lz4 data', Buffer.from([0x04, 0x22, 0x4d, 0x18])],
  ['a tar archive', Buffer.concat([Buffer.alloc(257, 'a'), Buffer.from('ustar\0')])],
  ['a SQLite database', Buffer.from('SQLite format 3\0')],
  ['a DuckDB database', Buffer.from('12345678DUCK')],
  ['a Parquet file', Buffer.from('PAR1....PAR1')],
  ['an Avro file', Buffer.from('Obj\x01rest')],
];

const refusalOf = async (name: string, content: Uint8Array) => {
  const folder = await makeFolder();
  const inputs = await writeFiles(folder, { 'sound.jsonl': line, [name]: content });
  const refused = run(inputs, join(folder, 'out'));
  await expect(refused).rejects.toThrow(InputError);
  const error: unknown = await refused.catch((reason: unknown) => reason);
  return String(error).replace(`InputError: ${inputs[1]}: `, '');
};

test.each(magics)(
  '%s is named as what it is: plain, in another compression, and inside one',
  async (name, content) => {
    const remedy = ';.*(?:\\.gz|\\.zst|UTF-8|event log it was made from)\\.$';
    expect(await refusalOf('a.jsonl', content)).toMatch(new RegExp(`^this is ${name}${remedy}`));
    expect(await refusalOf('a.jsonl.gz', gzipSync(content))).toMatch(
      new RegExp(`^inside the gzip data is ${name}${remedy}`),
    );
    expect(await refusalOf('a.jsonl.zst', zstdCompressSync(content))).toMatch(
      new RegExp(`^inside the zstd data is ${name}${remedy}`),
    );
    const other = name === 'gzip data' ? 'zst' : 'gz';
    expect(await refusalOf(`a.jsonl.${other}`, content)).toMatch(
      new RegExp(`^this is ${name}, though the name ends in .${other}; rename the file`),
    );
  },
);

test.each(['gz', 'zst'])('plain text named .%s is told as such; a file of no bytes too', async (ending) => {
  for (const text of [line, `\uFEFF${line}`, `{"x":"${'é'.repeat(300)}"}`, '\n', 'hello']) {
    expect(await refusalOf(`a.jsonl.${ending}`, Buffer.from(text))).toMatch(
      /^this is no (gzip|zstd) data but plain text, though the name ends in \.(gz|zst); rename the file, without \.(gz|zst)\.$/,
    );
  }
  expect(await refusalOf(`a.jsonl.${ending}`, Buffer.alloc(0))).toMatch(/^the file is empty, though/);
});

test('compressed nothing is an empty log, which is no error beside others', async () => {
  const folder = await makeFolder();
  const empty = { 'a.jsonl.gz': gzipSync(''), 'b.jsonl.zst': zstdCompressSync(''), 'c.jsonl': '' };
  const { manifest } = await run(
    await writeFiles(folder, { ...empty, 'd.jsonl': line }),
    join(folder, 'out'),
  );
  expect(manifest.reconciliation).toMatchObject({ lines: 1, events_cleaned: 1 });
});

test('bare relative names with pattern characters, and one that begins with a tilde, are read as they are', async () => {
  const folder = await makeFolder();
  const names = ['a[1].jsonl', 'b*.jsonl', 'c?.jsonl', '~.jsonl'];
  await writeFiles(
    folder,
    Object.fromEntries(names.map((name) => [name, linesOf([eventLine({ event_id: name })])])),
  );
  await writeFiles(folder, { 'a1.jsonl': linesOf([eventLine({ event_id: 'another' })]) });
  const before = process.cwd();
  process.chdir(folder);
  try {
    const { manifest } = await run(names, 'out');
    expect(manifest.reconciliation).toMatchObject({ lines: 4, events_cleaned: 4 });
    expect(manifest.inputs.map(({ path }) => path).sort()).toEqual([...names].sort());
  } finally {
    process.chdir(before);
  }
});
