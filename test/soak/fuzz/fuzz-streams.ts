import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Random } from '../../../electron/etl/generate/random.ts';
import { prepareSource } from '../../../electron/etl/ingest/prepare-sources.ts';
import type { Compression } from '../../../electron/etl/ingest/source.ts';
import { InputError } from '../../../shared/errors.ts';
import { silentLogger } from '../../../shared/run/logger.ts';
import { compressZstd } from './fuzz-logs.ts';

/**
 * A damaged `.gz` or `.zst` is an input error that names the file, or its content is whole.
 * @returns whether it was refused
 * @throws Error where part of the content was taken for all of it, or another error came
 */
export async function fuzzStream(seed: number, index: number): Promise<boolean> {
  const random = new Random(seed, index);
  const content = contentOf(random);
  const compression: Compression = random.below(2) === 0 ? 'gzip' : 'zstd';
  const compress = compression === 'gzip' ? (bytes: Uint8Array) => gzipSync(bytes) : compressZstd;
  const half = random.below(content.length + 1);
  const [first, second] = [content.subarray(0, half), content.subarray(half)];
  const whole = Buffer.concat([compress(first), compress(second)]);
  const folder = await mkdtemp(join(tmpdir(), 'fuzz-stream-'));
  const path = join(folder, compression === 'gzip' ? 'e.jsonl.gz' : 'e.jsonl.zst');
  try {
    await writeFile(path, damage(whole, random));
    const { size, mtimeMs } = await stat(path);
    const source = await prepareSource(
      { path, compression, sizeBytes: size, modifiedMs: mtimeMs, fingerprint: '' },
      join(folder, 'input'),
      {
        maxLineBytes: 16_777_216,
        maxExpansionRatio: 200,
        workFolder: folder,
        signal: new AbortController().signal,
        logger: silentLogger,
        onBytes: () => {},
      },
    );
    // A cut between two frames, or a frame that comes again, is a whole stream, which no reader can tell from another.
    const wholes = [content, first, second, Buffer.concat([content, first])];
    const read = await readFile(source.plainPath);
    if (!wholes.some((one) => one.equals(read))) throw new Error('other content was taken for it');
    return false;
  } catch (error) {
    if (error instanceof InputError && error.message.includes(path)) return true;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function contentOf(random: Random): Buffer {
  const lines = Array.from(
    { length: random.between(1, 200) },
    (_, line) => `{"event_id":"${line}","x":${random.unit()}}\n`,
  );
  return Buffer.from(lines.join(''));
}

function damage(bytes: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length);
  switch (random.below(6)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random.between(1, 20))]);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from('junk'), bytes.subarray(at)]);
    case 3:
      return Buffer.concat([
        bytes,
        Buffer.from(random.pick(['junk', '\0', '{"event_id":"z"}\n', '\x1f\x8b', '(\xb5/\xfd']), 'latin1'),
      ]);
    case 4:
      return Buffer.concat([bytes, bytes.subarray(0, at)]);
    default: {
      const copy = Buffer.from(bytes);
      for (let left = random.between(1, 3); left > 0; left -= 1) {
        const place = random.below(copy.length);
        copy[place] = (copy[place] ?? 0) ^ (1 << random.below(8));
      }
      return copy;
    }
  }
}
