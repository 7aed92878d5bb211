import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteText } from '../../../shared/sql/quote.ts';
import { openDuckDb, rowsOf } from '../../../test/kit/databases.ts';
import { makeFolder, writeFiles } from '../../../test/kit/folder.ts';
import { sanitize } from './sanitize.ts';
import { scanLines } from './scan.ts';

const limit = 1024;
const mark = (reason: string) => `\x02${reason}`;

async function sanitized(content: string | Uint8Array) {
  const folder = await makeFolder();
  const [path = ''] = await writeFiles(folder, { 'lines.txt': content });
  const longest = await sanitize(path, join(folder, 'copy'), limit);
  const copy = await readFile(join(folder, 'copy'), 'utf8');
  expect(copy.startsWith('\uFEFF')).toBe(true);
  return { longest, lines: copy.slice(1).split('\n').slice(0, -1) };
}

describe('a line of the copy', () => {
  it.each([
    ['a good line as it is', '{"a":"é \\u0000"}', '{"a":"é \\u0000"}'],
    ['a broken line as it is', '{"a":', '{"a":'],
    ['a blank line as it is', '  ', '  '],
    ['a line without the CR of its line end', '{"a":1}\r', '{"a":1}'],
    ['CRs between tokens as spaces', '{"a":\r1}\r', '{"a": 1} '],
    ['CRs alone as a blank line', '\r\t\r', ''],
    ['a mark for a CR in a text', '{"a":"\r"}', mark('malformed_json')],
    ['a mark for a column separator', '{"a":"\x01"}', mark('malformed_json')],
    ['a mark for the byte of a mark', '\x02line_too_long', mark('malformed_json')],
    ['a mark for a line over the limit', 'x'.repeat(limit + 1), mark('line_too_long')],
    ['a line of exactly the limit as it is', 'x'.repeat(limit), 'x'.repeat(limit)],
    ['a mark where only the CR is over the limit', `${'x'.repeat(limit)}\r`, mark('line_too_long')],
    ['a mark for invalid UTF-8', Buffer.from([0x22, 0xff, 0x22]), mark('invalid_utf8')],
    [
      'the first reason that fits: length before encoding',
      Buffer.alloc(limit + 1, 0xff),
      mark('line_too_long'),
    ],
    ['encoding before JSON', Buffer.from([0xff, 0x01]), mark('invalid_utf8')],
    ['a byte-order mark within the file as it is', '\uFEFF{}', '\uFEFF{}'],
  ])('is %s', async (_, line, expected) => {
    const lf = Buffer.from('\n');
    const first = Buffer.from('first\n');
    const { lines } = await sanitized(Buffer.concat([first, Buffer.from(line), lf, first]));
    expect(lines).toEqual(['first', expected, 'first']);
  });

  it('is a mark for a line passed over unread', async () => {
    expect((await sanitized(`a\n${'x'.repeat(9_000_000)}\nb`)).lines).toEqual([
      'a',
      mark('line_too_long'),
      'b',
    ]);
  });
});

describe('the copy', () => {
  it('tells its longest line, of those it keeps', async () => {
    expect((await sanitized(`abc\n${'x'.repeat(limit + 1)}\nabcdefghijklmnopqrstuvwxyz\n`)).longest).toBe(26);
  });

  it('tells its longest line in bytes, not characters', async () => {
    expect((await sanitized('a\né é é\r\n')).longest).toBe(8);
  });

  it('is never written over an existing file', async () => {
    const folder = await makeFolder();
    const [path = '', taken = ''] = await writeFiles(folder, { 'lines.txt': 'a\n', copy: 'kept' });
    await expect(sanitize(path, taken, limit)).rejects.toThrow(/EEXIST/);
  });

  it('has as many lines as the file, and DuckDB reads exactly as many rows', async () => {
    const duckdb = await openDuckDb();
    const piece = fc.oneof(
      fc.constantFrom(
        ...['\n', '\r\n', '\r', '\n\n', '\x01', '\x02', '\0', '\uFEFF', '\\0', '"', ' ', '\f', '{"a":1}'],
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.uint8Array({ maxLength: 10 }),
      fc.constant('x'.repeat(limit + 1)),
    );
    const content = fc
      .array(piece, { maxLength: 30 })
      .map((pieces) => Buffer.concat(pieces.map((part) => Buffer.from(part))));
    let run = 0;
    const folder = await makeFolder();
    await fc.assert(
      fc.asyncProperty(content, async (bytes) => {
        run += 1;
        const [path = ''] = await writeFiles(folder, { [`${run}.txt`]: bytes });
        const copy = join(folder, `${run}.copy`);
        const { lines } = await scanLines(path, limit, () => {});
        const longest = await sanitize(path, copy, limit);
        const again = await scanLines(copy, limit + 100, () => {});
        expect(again).toMatchObject({ lines, longestLineBytes: longest });
        const rows = await rowsOf(
          duckdb,
          `SELECT count(*) FROM read_csv(${quoteText(copy)}, columns = {line: 'VARCHAR'}, delim = '\x01', quote = '', escape = '',
             header = false, auto_detect = false, strict_mode = false)`,
        );
        expect(rows).toEqual([[BigInt(lines)]]);
      }),
      { numRuns: 60 },
    );
  });
});
