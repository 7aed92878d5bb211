import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../shared/errors.ts';
import { rejectionOf } from '../../../test/kit/failure.ts';
import { makeFolder, writeFiles } from '../../../test/kit/folder.ts';
import { decompress } from './decompress.ts';

const part = Buffer.alloc(40_000_000, '{"event_id":"e1"}\n');
const formats = [
  { compression: 'gzip', compressed: zlib.gzipSync(part) },
  { compression: 'zstd', compressed: zlib.zstdCompressSync(part) },
] as const;

async function unpack(compression: 'gzip' | 'zstd', bytes: Buffer, maxRatio: number) {
  const folder = await makeFolder();
  const [path = ''] = await writeFiles(folder, { 'day.jsonl.x': bytes });
  const input = { path, compression, sizeBytes: bytes.length, modifiedMs: 0, fingerprint: '' };
  const plain = join(folder, 'plain');
  const unpacking = decompress(input, plain, maxRatio, new AbortController().signal, () => {});
  return { path, plain, unpacking };
}

describe.each(formats)('$compression', ({ compression, compressed }) => {
  const three = Buffer.concat([compressed, compressed, compressed]);
  const ratio = part.length / compressed.length;

  it('beyond the ratio is refused, over all its parts, before it fills the disk', async () => {
    const { path, plain, unpacking } = await unpack(compression, three, 2);
    const { message } = await rejectionOf(unpacking, InputError);
    expect(message).toContain(
      `${path}: its ${three.length.toLocaleString('en-US')} bytes unpack to more than 100,000,000`,
    );
    expect(message).toContain('ingest.max_expansion_ratio (2)');
    expect((await stat(plain)).size).toBeLessThan(105_000_000);
  });

  it('within the ratio is unpacked', async () => {
    const { plain, unpacking } = await unpack(compression, three, Math.ceil(ratio));
    await unpacking;
    expect((await stat(plain)).size).toBe(3 * part.length);
  });

  it('up to 100 MB is unpacked, whatever its ratio', async () => {
    const { plain, unpacking } = await unpack(compression, Buffer.concat([compressed, compressed]), 1);
    await unpacking;
    expect((await stat(plain)).size).toBe(2 * part.length);
  });
});
