import { describe, expect, it } from 'vitest';
import { makeFolder, writeFiles } from '../../../test/kit/folder.ts';
import { isAwkward, scanLines } from './scan.ts';

async function scan(content: string | Uint8Array, maxLineBytes = 1024) {
  const [path = ''] = await writeFiles(await makeFolder(), { 'lines.txt': content });
  let heard = 0;
  const result = await scanLines(path, maxLineBytes, (bytes) => {
    heard += bytes;
  });
  return { ...result, heard };
}

describe('scanLines', () => {
  it.each([
    ['', 0, 0],
    ['\uFEFF', 0, 0],
    ['a\nbcd\n', 2, 3],
    ['a\nbcd', 2, 3],
    ['\n\n\n', 3, 0],
    ['\uFEFFabc\n', 1, 3],
    ['abc\r\n', 1, 4],
    ['é\n', 1, 2],
  ])('counts the lines of %j and the bytes of the longest', async (content, lines, longestLineBytes) => {
    expect(await scan(content)).toMatchObject({ lines, longestLineBytes });
  });

  it('counts bytes to the end of the last line', async () => {
    expect(await scan('ab\nc')).toMatchObject({ plainBytes: 4, heard: 4 });
    expect(await scan('\uFEFFab\nc\n')).toMatchObject({ plainBytes: 8, heard: 5 });
  });

  it('counts a line of more than a block as one line', async () => {
    const long = 'x'.repeat(9_000_000);
    expect(await scan(`a\n${long}\nb\n`)).toMatchObject({
      lines: 3,
      longestLineBytes: 1,
      needsSanitizing: true,
    });
  });
});

describe('what needs sanitizing', () => {
  it.each([
    ['plain lines', '{"a":1}\n\n{"b":2}\n'],
    ['CRLF throughout', 'a\r\n\r\nb\r\n'],
    ['CRLF throughout, the last line cut after its CR', 'a\r\nb\r'],
    ['a byte-order mark', '\uFEFFa\n'],
    ['characters of several bytes', 'é😀\n'],
    ['a NUL', 'a\0b\n'],
    ['a backslash and a zero', 'a\\0b\n'],
    ['a line exactly at the limit', `${'x'.repeat(1024)}\n`],
  ])('not %s', async (_, content) => {
    expect((await scan(content)).needsSanitizing).toBe(false);
  });

  it.each([
    ['LF and CRLF mixed', 'a\n\r\nb\n'],
    ['CRLF, the last line without', 'a\r\nb'],
    ['a CR within a line', 'a\rb\n'],
    ['two CRs before the LF', 'a\r\r\nb\r\r\n'],
    ['the column separator', 'a\x01b\n'],
    ['the byte of a mark', 'a\x02b\n'],
    ['invalid UTF-8', Buffer.from([0x61, 0xff, 0x0a])],
    ['UTF-8 cut at the end of the file', Buffer.from([0x61, 0xc3])],
    ['an encoded surrogate', Buffer.from([0xed, 0xa0, 0x80, 0x0a])],
    ['a line one byte over the limit', `${'x'.repeat(1025)}\n`],
    ['a CR that counts towards the limit', `${'x'.repeat(1024)}\r\n`],
  ])('%s', async (_, content) => {
    expect((await scan(content)).needsSanitizing).toBe(true);
  });

  it('a fault far into the file is found', async () => {
    expect((await scan(`${'line\n'.repeat(2_000_000)}a\x01b\n${'line\n'.repeat(10)}`)).needsSanitizing).toBe(
      true,
    );
  });

  it('a character across no border of lines is never cut: a block holds whole lines', () => {
    expect(isAwkward(Buffer.from('é\n'))).toBe(false);
    expect(isAwkward(Buffer.from('é\n').subarray(0, 1))).toBe(true);
  });
});
