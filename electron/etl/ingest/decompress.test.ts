import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import zlib from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../shared/errors.ts';
import { eventLine, linesOf } from '../../../test/kit/event-lines.ts';
import { makeFolder, writeFiles } from '../../../test/kit/folder.ts';
import { decompress } from './decompress.ts';

const lines = Array.from({ length: 3_000 }, (_, index) =>
  eventLine({ event_id: `${(index * 2_654_435_761) % 4_294_967_296}` }),
);
const text = Buffer.from(linesOf(lines));
const more = Buffer.from('{"more":true}\n');

const formats = [
  { compression: 'gzip', compress: (bytes: Buffer) => zlib.gzipSync(bytes), tail: 8 },
  {
    compression: 'zstd',
    compress: (bytes: Buffer) =>
      zlib.zstdCompressSync(bytes, { params: { [zlib.constants.ZSTD_c_checksumFlag]: 1 } }),
    tail: 4,
  },
] as const;

async function read(
  compression: 'gzip' | 'zstd',
  bytes: Buffer,
  signal = new AbortController().signal,
  onBytes: (bytes: number) => void = () => {},
): Promise<Buffer> {
  const folder = await makeFolder();
  const [path = ''] = await writeFiles(folder, { 'day 1.jsonl': bytes });
  await decompress(
    { path, compression, sizeBytes: bytes.length, modifiedMs: 0, fingerprint: '' },
    join(folder, 'plain'),
    1_000_000,
    signal,
    onBytes,
  );
  return readFile(join(folder, 'plain'));
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 0x01, at);
  return copy;
}

describe.each(formats)('$compression', ({ compression, compress, tail }) => {
  const whole = compress(text);

  it('gives the very bytes', async () => {
    expect((await read(compression, whole)).equals(text)).toBe(true);
  });

  it('gives bytes that are no text, and many of them', async () => {
    const zeros = Buffer.alloc(20_000_000);
    expect((await read(compression, compress(zeros))).equals(zeros)).toBe(true);
  });

  it('gives what any bytes were', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 5 }),
        async (parts) => {
          const stream = Buffer.concat(parts.map((part) => compress(Buffer.from(part))));
          expect((await read(compression, stream)).equals(Buffer.concat(parts))).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('joins streams that stand one after the other', async () => {
    const joined = Buffer.concat([whole, compress(more), whole]);
    expect((await read(compression, joined)).equals(Buffer.concat([text, more, text]))).toBe(true);
  });

  it('takes an empty stream for nothing', async () => {
    expect(await read(compression, compress(Buffer.alloc(0)))).toHaveLength(0);
  });

  it.each([1, 9, 10, 1_000])(
    'takes %d empty streams before others, as joined logs of quiet hours hold',
    async (times) => {
      const empty = Array.from({ length: times }, () => compress(Buffer.alloc(0)));
      expect((await read(compression, Buffer.concat([...empty, whole]))).equals(text)).toBe(true);
    },
  );

  it('tells of the compressed bytes', async () => {
    let heard = 0;
    await read(compression, whole, undefined, (bytes) => {
      heard += bytes;
    });
    expect(heard).toBe(whole.length);
  });

  const atLine = Buffer.from(linesOf(lines.slice(0, 1_000)));
  it.each([
    ['an empty file', Buffer.alloc(0)],
    ['a stream cut by one byte', whole.subarray(0, -1)],
    ['a stream cut before its checksum', whole.subarray(0, -tail)],
    ['a stream cut in the middle', whole.subarray(0, whole.length / 2)],
    ['a stream cut in its header', whole.subarray(0, 3)],
    [
      'a stream cut at a line border',
      compression === 'gzip'
        ? zlib.gzipSync(atLine, { finishFlush: zlib.constants.Z_SYNC_FLUSH })
        : zlib.zstdCompressSync(atLine, { finishFlush: zlib.constants.ZSTD_e_flush }),
    ],
    ['a second stream cut short', Buffer.concat([whole, whole.subarray(0, -10)])],
    ['a second stream cut in its header', Buffer.concat([whole, whole.subarray(0, 2)])],
    ['a wrong checksum', flipped(whole, whole.length - tail)],
    ['a wrong bit in the middle', flipped(whole, whole.length / 2)],
    ['a wrong first byte', flipped(whole, 0)],
    ['text after its end', Buffer.concat([whole, Buffer.from('{"event_id":"lost"}\n')])],
    ['one byte after its end', Buffer.concat([whole, Buffer.from('x')])],
    ['zeros and more after its end', Buffer.concat([whole, Buffer.alloc(512), whole])],
    ['plain text', text],
  ])('refuses %s and names the file', async (_, bytes) => {
    const refused = read(compression, bytes);
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(/day 1\.jsonl: the (gzip|zstd) stream is damaged or cut short/);
  });

  it('refuses a stream cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
        await expect(read(compression, whole.subarray(0, length))).rejects.toThrow(InputError);
      }),
      { numRuns: 40 },
    );
  });

  it('stops when cancelled, and not as a damaged file', async () => {
    const controller = new AbortController();
    const cancelled = read(compression, compress(Buffer.alloc(50_000_000)), controller.signal, () =>
      controller.abort(),
    );
    await expect(cancelled).rejects.toThrow(/abort/i);
    await expect(cancelled).rejects.not.toThrow(InputError);
  });

  it('never writes over an existing file', async () => {
    const folder = await makeFolder();
    const [path = '', taken = ''] = await writeFiles(folder, { 'e.jsonl': whole, taken: 'kept' });
    const input = { path, compression, sizeBytes: whole.length, modifiedMs: 0, fingerprint: '' };
    await expect(decompress(input, taken, 200, new AbortController().signal, () => {})).rejects.toThrow(
      /EEXIST/,
    );
    expect(await readFile(taken, 'utf8')).toBe('kept');
  });
});

describe('gzip at the border of a read', () => {
  /** A member of exactly one mebibyte, the size of a read, by way of a long file name in its header. */
  const name = 8;
  const plain = zlib.gzipSync(text);
  const padding = Buffer.alloc(1024 * 1024 - plain.length - 1, 'n');
  const member = Buffer.concat([
    plain.subarray(0, 3),
    Buffer.from([name]),
    plain.subarray(4, 10),
    padding,
    Buffer.of(0),
    plain.subarray(10),
  ]);

  it('a further member is read, anything else refused', async () => {
    expect(member).toHaveLength(1024 * 1024);
    expect((await read('gzip', member)).equals(text)).toBe(true);
    expect((await read('gzip', Buffer.concat([member, plain]))).length).toBe(2 * text.length);
    for (const garbage of [
      Buffer.of(0, 0, 1),
      Buffer.from('text'),
      plain.subarray(0, 1),
      plain.subarray(0, 100),
    ]) {
      await expect(read('gzip', Buffer.concat([member, garbage]))).rejects.toThrow(InputError);
    }
  });
});

describe('zstd frames', () => {
  const frame = zlib.zstdCompressSync(text);
  const skippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]);

  it.each([1, 20])('skippable ones hold no data (%d)', async (times) => {
    const skipped = Array.from({ length: times }, () => skippable);
    expect((await read('zstd', Buffer.concat([...skipped, frame, skippable]))).equals(text)).toBe(true);
  });

  it('a large window is taken', async () => {
    const params = {
      [zlib.constants.ZSTD_c_windowLog]: 27,
      [zlib.constants.ZSTD_c_enableLongDistanceMatching]: 1,
    };
    expect((await read('zstd', zlib.zstdCompressSync(text, { params }))).equals(text)).toBe(true);
  });
});

it.each([1, 511, 3_000_000])('takes %d zeros after the end for the padding of a tape', async (zeros) => {
  const whole = zlib.gzipSync('{"a":1}\n');
  expect(String(await read('gzip', Buffer.concat([whole, Buffer.alloc(zeros)])))).toBe('{"a":1}\n');
  await expect(read('gzip', Buffer.concat([whole, Buffer.alloc(zeros), Buffer.from('x')]))).rejects.toThrow(
    /after its end are no gzip data/,
  );
});
