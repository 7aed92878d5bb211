import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeFolder, writeFiles } from '../../../test/kit/folder.ts';
import { forEachLine, readLineBlocks } from './line-blocks.ts';

const mebibyte = 1024 * 1024;
/** As large as a block, which is read at once. */
const block = 4 * mebibyte;

/** A line, or what is told of one that was passed over. */
type Line = { offset: number; lengthBytes: number; text: string | null };

/** Every line of a file by way of its blocks, held against the rules that hold for all blocks. */
async function linesOfFile(path: string, maxLineBytes: number): Promise<Line[]> {
  const lines: Line[] = [];
  let next: number | null = null;
  for await (const piece of readLineBlocks(path, maxLineBytes)) {
    if (next !== null) expect(piece.offset).toBe(next);
    if (piece.kind === 'oversize') {
      expect(piece.lengthBytes).toBeGreaterThan(maxLineBytes);
      lines.push({ offset: piece.offset, lengthBytes: piece.lengthBytes, text: null });
      next = piece.offset + piece.lengthBytes + 1;
    } else {
      expect(piece.bytes.length).toBeGreaterThan(0);
      forEachLine(piece.bytes, (start, end) =>
        lines.push({
          offset: piece.offset + start,
          lengthBytes: end - start,
          text: piece.bytes.toString('latin1', start, end),
        }),
      );
      next = piece.offset + piece.bytes.length;
    }
  }
  return lines;
}

/** The same by the definition, from the whole content at once. */
function expectedLines(content: Buffer): Line[] {
  const lines: Line[] = [];
  let offset = content.subarray(0, 3).equals(Buffer.from('\uFEFF')) ? 3 : 0;
  while (offset < content.length) {
    const lineFeed = content.indexOf(10, offset);
    const end = lineFeed < 0 ? content.length : lineFeed;
    lines.push({ offset, lengthBytes: end - offset, text: content.toString('latin1', offset, end) });
    offset = end + 1;
  }
  return lines;
}

async function readBack(content: string | Buffer, maxLineBytes = 16 * mebibyte): Promise<Line[]> {
  const [path = ''] = await writeFiles(await makeFolder(), { 'lines.txt': content });
  return linesOfFile(path, maxLineBytes);
}

const texts = (lines: readonly Line[]) => lines.map(({ text }) => text);

describe('lines', () => {
  it.each([
    ['an empty file has none', '', []],
    ['a byte-order mark alone is none', '\uFEFF', []],
    ['a last LF starts no further line', 'a\nb\n', ['a', 'b']],
    ['the last line may lack its LF', 'a\nb', ['a', 'b']],
    ['an LF alone is one empty line', '\n', ['']],
    ['blank lines count', '\n\na\n\n', ['', '', 'a', '']],
    ['a CR stays with its line', 'a\r\nb\rc\n', ['a\r', 'b\rc']],
    ['two bytes of a byte-order mark are content', Buffer.from([0xef, 0xbb]), ['\xef\xbb']],
  ])('%s', async (_, content, lines) => {
    expect(texts(await readBack(content))).toEqual(lines);
  });

  it('a byte-order mark belongs to no line but counts in offsets', async () => {
    expect(await readBack('\uFEFFa\nb\n')).toEqual([
      { offset: 3, lengthBytes: 1, text: 'a' },
      { offset: 5, lengthBytes: 1, text: 'b' },
    ]);
  });

  it('only the first byte-order mark is none of the line', async () => {
    expect(await readBack('\uFEFF\uFEFFa\n')).toMatchObject([{ offset: 3, lengthBytes: 4 }]);
  });
});

describe('blocks', () => {
  it.each([-2, -1, 0, 1, 2])(
    'a line that ends %d bytes from the border of a block is whole',
    async (distance) => {
      const long = 'x'.repeat(block - 1 + distance);
      expect(texts(await readBack(`${long}\nnext\n`))).toEqual([long, 'next']);
      expect(texts(await readBack(`first\n${long.slice(6)}\nnext`))).toEqual([
        'first',
        long.slice(6),
        'next',
      ]);
    },
  );

  it('a line of several blocks within the limit is held whole', async () => {
    const long = 'x'.repeat(2 * block + 17);
    expect(texts(await readBack(`a\n${long}\nb\n`))).toEqual(['a', long, 'b']);
  });

  it('a line of more than a block and more than the limit is passed over, with its place and length', async () => {
    const lengthBytes = 2 * block + 17;
    expect(await readBack(`a\n${'x'.repeat(lengthBytes)}\nb\n`, 1024)).toEqual([
      { offset: 0, lengthBytes: 1, text: 'a' },
      { offset: 2, lengthBytes, text: null },
      { offset: 3 + lengthBytes, lengthBytes: 1, text: 'b' },
    ]);
  });

  it('a passed-over line may be the last, with or without its LF', async () => {
    const long = 'x'.repeat(block);
    for (const end of ['', '\n']) {
      expect(await readBack(`${long}${end}`, 1024)).toEqual([{ offset: 0, lengthBytes: block, text: null }]);
    }
  });

  it('bytes after a passed-over line are read from where it ends', async () => {
    const long = 'x'.repeat(block + 5);
    const rest = Array.from({ length: 1_000 }, (_, index) => `line ${index}`);
    expect(texts(await readBack(`${long}\n${rest.join('\n')}`, 1024))).toEqual([null, ...rest]);
  });

  it('together they are the file, whatever it holds', async () => {
    const folder = await makeFolder();
    const length = fc.oneof(
      { weight: 6, arbitrary: fc.nat(40) },
      { weight: 2, arbitrary: fc.nat(mebibyte) },
      { weight: 1, arbitrary: fc.integer({ min: block - 3, max: block + 3 }) },
      { weight: 1, arbitrary: fc.integer({ min: block, max: 2 * block + 3 }) },
    );
    const content = fc
      .record({
        mark: fc.boolean(),
        lines: fc.array(fc.tuple(length, fc.integer({ min: 0, max: 255 })), { maxLength: 8 }),
        ends: fc.boolean(),
      })
      .map(({ mark, lines, ends }) => {
        const pieces = lines.map(([size, byte]) => Buffer.alloc(size, byte === 10 ? 'line' : byte));
        const text = pieces.flatMap((piece, index) => [
          piece,
          Buffer.from(ends || index < pieces.length - 1 ? '\n' : ''),
        ]);
        return Buffer.concat([Buffer.from(mark ? '\uFEFF' : ''), ...text]);
      });
    await fc.assert(
      fc.asyncProperty(
        content,
        fc.constantFrom(1024, mebibyte, block, 16 * mebibyte),
        async (bytes, limit) => {
          const path = join(folder, 'lines.txt');
          await writeFile(path, bytes);
          const found = await linesOfFile(path, limit);
          const expected = expectedLines(bytes);
          expect(found.map(({ offset, lengthBytes }) => [offset, lengthBytes])).toEqual(
            expected.map(({ offset, lengthBytes }) => [offset, lengthBytes]),
          );
          // Compared one by one: a diff of megabytes says nothing.
          for (const [index, line] of found.entries()) {
            if (line.text === null) expect(line.lengthBytes).toBeGreaterThan(limit);
            else expect(line.text === expected[index]?.text).toBe(true);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
